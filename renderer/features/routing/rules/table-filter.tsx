import { useWords } from '#i18n/words';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { Checkbox } from '@mantine/core';
import { NO_FILTER, type useTable } from './use-table.ts';
import { ruleWords } from './words.ts';

type TableProps = { readonly table: ReturnType<typeof useTable> };

/** What narrows the table; the order of the rules stays. */
export function TableFilter({ table }: TableProps) {
  const words = useWords(ruleWords);
  const { filter, setFilter } = table;
  return (
    <FilterBar
      search={filter.search}
      onSearch={(search) => setFilter({ ...filter, search })}
      searchHint={words.searchRules}
      isFiltered={filter.search !== '' || filter.groupId !== null || filter.onlyProblems}
      onClear={() => setFilter(NO_FILTER)}
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
