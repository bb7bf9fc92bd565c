import { useAsk } from '#bridge/ask';
import { Bucket, EligibilityReason, OrderReason } from '#domain/attribution';
import { termWords } from '#features/attribution/terms';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import type { Filters } from '#ui/use-filters';
import type { ReportKey, ReportValues } from './report-filter.ts';
import { reportWords } from './words.ts';

type ReportFiltersProps = {
  readonly filters: Pick<Filters<ReportKey>, 'set' | 'clear' | 'isFiltered'> & {
    readonly values: ReportValues;
  };
  readonly months: readonly string[];
  readonly currencies: readonly string[];
  /** The orders can be narrowed further than the report. */
  readonly isOfOrders?: boolean;
};

/** What narrows a report: months, people, products, and for its orders also the reasons. */
export function ReportFilters({ filters, months, currencies, isOfOrders }: ReportFiltersProps) {
  const words = useWords(reportWords);
  const { month } = useFormat();
  const { values, set } = filters;
  const monthOptions = months.map((value) => ({ value, label: month(value) }));
  return (
    <FilterBar isFiltered={filters.isFiltered} onClear={filters.clear}>
      {currencies.length > 1 && (
        <FilterSelect
          label={words.filters.currency}
          width={100}
          options={currencies.map((value) => ({ value, label: value }))}
          value={values.currency ?? currencies[0]}
          onChange={(value) => set('currency', value)}
        />
      )}
      <FilterSelect
        label={words.filters.from}
        width={130}
        options={monthOptions}
        value={values.fromMonth}
        onChange={(value) => set('fromMonth', value)}
      />
      <FilterSelect
        label={words.filters.to}
        width={130}
        options={monthOptions}
        value={values.toMonth}
        onChange={(value) => set('toMonth', value)}
      />
      <PeopleFilters values={values} set={set} />
      <ProductFilters values={values} set={set} />
      {isOfOrders && <ReasonFilters values={values} set={set} />}
    </FilterBar>
  );
}

type PartProps = { readonly values: ReportValues; readonly set: Filters<ReportKey>['set'] };

function PeopleFilters({ values, set }: PartProps) {
  const words = useWords(reportWords);
  const { label } = useFormat();
  const units = useAsk('access.listUnits', {});
  const users = useAsk('access.listUsers', {});
  return (
    <>
      <FilterSelect
        label={words.filters.unit}
        options={(units.data ?? []).map((unit) => ({ value: unit.id, label: label(unit.label) }))}
        value={values.unitId}
        onChange={(value) => set('unitId', value)}
      />
      <FilterSelect
        label={words.filters.rep}
        options={(users.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={values.repId}
        onChange={(value) => set('repId', value)}
      />
    </>
  );
}

function ProductFilters({ values, set }: PartProps) {
  const words = useWords(reportWords);
  const { label } = useFormat();
  const catalogue = useAsk('orders.listProducts', {});
  const lines = useAsk('contacts.listLines', {});
  const optionsOf = (rows: readonly { readonly id: string; readonly label: { zh: string; en: string } }[]) =>
    rows.map((row) => ({ value: row.id, label: label(row.label) }));
  const products = (catalogue.data?.products ?? []).filter(
    ({ categoryId }) => values.categoryId === undefined || categoryId === values.categoryId,
  );
  return (
    <>
      <FilterSelect
        label={words.filters.line}
        options={optionsOf(lines.data ?? [])}
        value={values.lineId}
        onChange={(value) => set('lineId', value)}
      />
      <FilterSelect
        label={words.filters.category}
        options={optionsOf(catalogue.data?.categories ?? [])}
        value={values.categoryId}
        onChange={(value) => set('categoryId', value)}
      />
      <FilterSelect
        label={words.filters.product}
        width={180}
        options={optionsOf(products)}
        value={values.productId}
        onChange={(value) => set('productId', value)}
      />
    </>
  );
}

function ReasonFilters({ values, set }: PartProps) {
  const words = useWords(reportWords);
  const terms = useWords(termWords);
  return (
    <>
      <FilterSelect
        label={words.filters.bucket}
        width={120}
        options={Bucket.options.map((value) => ({ value, label: terms.bucket[value] }))}
        value={values.bucket}
        onChange={(value) => set('bucket', value)}
      />
      <FilterSelect
        label={words.filters.reason}
        width={190}
        options={OrderReason.options.map((value) => ({ value, label: terms.orderReason[value] }))}
        value={values.reason}
        onChange={(value) => set('reason', value)}
      />
      <FilterSelect
        label={words.filters.eligibility}
        width={170}
        options={EligibilityReason.options.map((value) => ({ value, label: terms.eligibilityReason[value] }))}
        value={values.eligibilityReason}
        onChange={(value) => set('eligibilityReason', value)}
      />
    </>
  );
}
