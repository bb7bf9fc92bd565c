import type { Policy } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { DateRangeFilter } from '#ui/date-range-filter';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import type { Filters } from '#ui/use-filters';
import { historyWords } from './words.ts';

export const FILTERS = ['personId', 'roleId', 'unitId', 'actorId', 'from', 'to'] as const;
type HistoryFiltersProps = {
  readonly policy: Policy;
  readonly filters: Filters<(typeof FILTERS)[number]>;
};

/** Whose rights, which role or unit, changed by whom and when. */
export function HistoryFilters({ policy, filters }: HistoryFiltersProps) {
  const words = useWords(historyWords);
  const { label } = useFormat();
  const { values, set, setAll, clear, isFiltered } = filters;
  const people = policy.people.map(({ id, name }) => ({ value: id, label: name }));
  const labelled = (all: readonly { id: string; label: { zh: string; en: string } }[]) =>
    all.map((one) => ({ value: one.id, label: label(one.label) }));
  const options = {
    personId: people,
    roleId: labelled(policy.roles),
    unitId: labelled(policy.units),
    actorId: people,
  };
  return (
    <FilterBar isFiltered={isFiltered} onClear={clear}>
      {(['personId', 'roleId', 'unitId', 'actorId'] as const).map((key) => (
        <FilterSelect
          key={key}
          label={words.filters[key]}
          options={options[key]}
          value={values[key]}
          onChange={(value) => set(key, value)}
        />
      ))}
      <DateRangeFilter
        label={words.period}
        from={values.from}
        to={values.to}
        onChange={(from, to) => setAll({ from, to })}
      />
    </FilterBar>
  );
}
