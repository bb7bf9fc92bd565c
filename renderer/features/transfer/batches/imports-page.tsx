import { useAskRows } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { ImportKind } from '#domain/transfer';
import { useMay } from '#features/access';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { Page } from '#ui/page';
import { EmptyState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { Button } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { BatchStatus } from './batch-status.tsx';
import { batchWords } from './words.ts';

type BatchRow = OutputOf<'transfer.listBatches'>['rows'][number];
const FILTERS = ['kind'] as const;

/** Every import that was made, newest first. */
export function ImportsPage() {
  const words = useWords(batchWords);
  const go = useNavigate();
  const mayImport = useMay('transfer.import');
  const filters = useFilters(FILTERS);
  const rows = useAskRows('transfer.listBatches', filters.values as { kind?: ImportKind });
  const start = mayImport && (
    <Button component={Link} to="/imports/new">
      {words.newImport}
    </Button>
  );
  return (
    <Page fill title={words.title} subtitle={words.subtitle} actions={start}>
      <FilterBar isFiltered={filters.isFiltered} onClear={filters.clear}>
        <FilterSelect
          label={words.kind}
          options={ImportKind.options.map((value) => ({ value, label: words.kinds[value] }))}
          value={filters.values.kind}
          onChange={(value) => filters.set('kind', value)}
        />
      </FilterBar>
      <DataTable
        label={words.title}
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void go(`/imports/${encodeURIComponent(id)}`)}
        isFiltered={filters.isFiltered}
        onClearFilters={filters.clear}
        empty={<EmptyState title={words.none} hint={words.noneHint} action={start} />}
      />
    </Page>
  );
}

function useColumns(): Column<BatchRow>[] {
  const words = useWords(batchWords);
  const { number, dateTime } = useFormat();
  const count = (key: keyof BatchRow['counts'], header: string): Column<BatchRow> => ({
    key,
    header,
    width: 96,
    align: 'right',
    render: ({ counts }) => number(counts[key]),
  });
  return [
    { key: 'file', header: words.file, width: 'minmax(200px, 1.6fr)', render: ({ fileName }) => fileName },
    { key: 'kind', header: words.kind, width: 130, render: ({ kind }) => words.kinds[kind] },
    { key: 'source', header: words.source, width: 'minmax(110px, 0.8fr)', render: ({ source }) => source },
    {
      key: 'status',
      header: words.status,
      width: 100,
      render: ({ status }) => <BatchStatus status={status} />,
    },
    count('rows', words.rows),
    count('fresh', words.fresh),
    count('updated', words.updated),
    count('unchanged', words.unchanged),
    count('duplicate', words.duplicate),
    count('rejected', words.rejected),
    { key: 'by', header: words.by, width: 110, render: ({ createdByName }) => createdByName },
    {
      key: 'at',
      header: words.at,
      width: 150,
      align: 'right',
      render: ({ createdAt }) => dateTime(createdAt),
    },
  ];
}
