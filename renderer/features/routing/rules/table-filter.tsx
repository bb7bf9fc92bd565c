import { useWords } from '#i18n/words';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { Checkbox } from '@mantine/core';
import { isNarrowed, NO_FILTER } from '#features/routing/table';
import { memo } from 'react';
import type { Table } from './use-table.ts';
import { ruleWords } from './words.ts';

type TableFilterProps = Pick<Table, 'filter' | 'setFilter' | 'choices'>;

/** What narrows the table and how it is looked at; the order of the rules stays. */
export const TableFilter = memo(function TableFilter({ filter, setFilter, choices }: TableFilterProps) {
  const words = useWords(ruleWords);
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
        options={choices.map(({ value, name }) => ({ value, label: name }))}
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
});
