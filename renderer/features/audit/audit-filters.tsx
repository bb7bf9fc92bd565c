import { endOfDay, startOfDay } from '#domain/base';
import type { InputOf } from '#contract/contract';
import { useSeesAll } from '#features/access/columns';
import { PersonFilter } from '#features/filters';
import { useWords } from '#i18n/words';
import { DateRangeFilter } from '#ui/date-range-filter';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import type { Filters } from '#ui/use-filters';
import { Pill, Select } from '@mantine/core';
import { operationWords } from './operation-words.ts';
import { auditWords } from './words.ts';

export const FILTERS = ['search', 'actor', 'operation', 'outcome', 'from', 'to', 'subject'] as const;
type AuditFilters = Filters<(typeof FILTERS)[number]>;
export type Asked = Omit<InputOf<'audit.listLines'>, 'offset' | 'limit' | 'order'>;

const OUTCOMES = ['done', 'failed', 'cancelled', 'wrong', 'lockedOut'] as const;
const ROOM = 'room:';

/** What the address asks of the list: days become moments of the company's zone, and a room stands for all it does. */
export function askedBy({ values }: AuditFilters, zone: string): Asked {
  const { search, actor, operation, outcome, from, to, subject } = values;
  return {
    ...(search === undefined ? {} : { search: search.slice(0, 120) }),
    ...(actor === undefined ? {} : { actorId: actor }),
    ...(operation === undefined
      ? {}
      : operation.startsWith(ROOM)
        ? { room: operation.slice(ROOM.length) }
        : { operation }),
    ...pickOutcome(outcome),
    ...(from === undefined ? {} : { from: startOfDay(from, zone) }),
    ...(to === undefined ? {} : { until: endOfDay(to, zone) + 1 }),
    ...(subject === undefined ? {} : { subject }),
  };
}

function pickOutcome(text: string | undefined): Pick<Asked, 'outcome'> {
  const outcome = OUTCOMES.find((one) => one === text);
  return outcome === undefined ? {} : { outcome };
}

export function AuditFilterBar({ filters, subject }: { filters: AuditFilters; subject: string | null }) {
  const words = useWords(auditWords);
  const { values, set, setAll } = filters;
  // Details tell of every class of columns: a search in them would too.
  const seesAll = useSeesAll();
  return (
    <FilterBar
      {...(seesAll
        ? { search: values.search ?? '', onSearch: (search: string) => set('search', search) }
        : {})}
      searchHint={words.search}
      isFiltered={filters.isFiltered}
      onClear={filters.clear}
    >
      <PersonFilter label={words.actor} value={values.actor} onChange={(value) => set('actor', value)} />
      <OperationFilter value={values.operation} onChange={(value) => set('operation', value)} />
      <FilterSelect
        label={words.outcome}
        width={120}
        options={OUTCOMES.map((value) => ({ value, label: words.outcomes[value] ?? value }))}
        value={values.outcome}
        onChange={(value) => set('outcome', value)}
      />
      <DateRangeFilter
        label={words.period}
        from={values.from}
        to={values.to}
        onChange={(from, to) => setAll({ from, to })}
      />
      {subject !== null && (
        <Pill withRemoveButton onRemove={() => set('subject', null)}>
          {words.subjectShown({ what: subject })}
        </Pill>
      )}
    </FilterBar>
  );
}

function OperationFilter(props: { value: string | undefined; onChange: (value: string | null) => void }) {
  const words = useWords(auditWords);
  const { rooms, operations } = useWords(operationWords);
  const all = Object.entries(operations);
  const roomOf = (operation: string) => operation.replace(/^job\./, '').split('.')[0] ?? '';
  const data = Object.entries(rooms).flatMap(([room, name]) => {
    const own = all.filter(([operation]) => roomOf(operation) === room);
    if (own.length === 0) return [];
    const whole = { value: `${ROOM}${room}`, label: words.wholeRoom({ room: name }) };
    return [{ group: name, items: [whole, ...own.map(([value, label]) => ({ value, label }))] }];
  });
  return (
    <Select
      w={190}
      aria-label={words.operationFilter}
      placeholder={words.operationFilter}
      data={data}
      value={props.value ?? null}
      onChange={props.onChange}
      clearable
      clearButtonProps={{ 'aria-hidden': true }}
      searchable
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      maxDropdownHeight={360}
    />
  );
}
