import { useWords } from '#i18n/words';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { Checkbox } from '@mantine/core';
import { isNarrowed, NO_FILTER } from '#features/routing/table';
import type { useTable } from './use-table.ts';
import { ruleWords } from './words.ts';

type TableProps = { readonly table: ReturnType<typeof useTable> };

/** What narrows the table and how it is looked at; the order of the rules stays. */
export function TableFilter({ table }: TableProps) {
  const words = useWords(ruleWords);
  const { filter, setFilter } = table;
  return (
    <FilterBar
      search={filter.search}
      onSearch={(search) => setFilter({ ...filter, search })}
      searchHint={words.searchRules}
      isFiltered={isNarrowed(filter)}
      onClear={() => setFilter({ ...NO_FILTER, sort: filter.sort, groupBy: filter.groupBy })}
    >
      <FilterSelect
        label={words.filterGroup}
        width={190}
        options={table.choices.map(({ value, name }) => ({ value, label: name }))}
        value={filter.groupId ?? undefined}
        onChange={(groupId) => setFilter({ ...filter, groupId })}
      />
      <Checkbox
        size="xs"
        label={words.filterProblems}
        checked={filter.onlyProblems}
        onChange={(event) => setFilter({ ...filter, onlyProblems: event.currentTarget.checked })}
      />
    </FilterBar>
  );
}
