import { useAsk, useAskRows } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Fact, Facts } from '#ui/facts';
import { Page, Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { Group, SimpleGrid } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { DownloadRejects, UndoImport } from './batch-actions.tsx';
import { BatchStatus } from './batch-status.tsx';
import { CountTiles } from './count-tiles.tsx';
import { useFieldNames } from './field-names.ts';
import { RejectedTable } from './rejected-table.tsx';
import { batchWords } from './words.ts';

type Batch = OutputOf<'transfer.getBatch'>;

/** One import: how its rows came out, which were turned away and why, and the way back. */
export function BatchPage() {
  const { id = '' } = useParams();
  const words = useWords(batchWords);
  const batch = useAsk('transfer.getBatch', { batchId: id });
  const above = <Link to="/imports">{words.backToList}</Link>;
  if (!batch.data)
    return (
      <Page title={words.title} above={above}>
        {batch.error ? (
          <ErrorState error={batch.error} onRetry={() => void batch.refetch()} />
        ) : (
          <LoadingState />
        )}
      </Page>
    );
  return (
    <Page title={batch.data.fileName} above={above} actions={<UndoImport batch={batch.data} />}>
      <CountTiles counts={batch.data.counts} />
      <Rejects batch={batch.data} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <About batch={batch.data} />
        <Columns batch={batch.data} />
      </SimpleGrid>
    </Page>
  );
}

function Rejects({ batch }: { readonly batch: Batch }) {
  const words = useWords(batchWords);
  const rows = useAskRows('transfer.listRejects', { batchId: batch.id });
  return (
    <Section
      title={words.rejects}
      actions={batch.counts.rejected + batch.counts.duplicate > 0 && <DownloadRejects batchId={batch.id} />}
    >
      <RejectedTable kind={batch.kind} rows={rows} height={rows.total === 0 ? 240 : 340} />
    </Section>
  );
}

function About({ batch }: { readonly batch: Batch }) {
  const words = useWords(batchWords);
  const { dateTime } = useFormat();
  return (
    <Section title={words.facts}>
      <Facts>
        <Fact name={words.status}>
          <BatchStatus status={batch.status} />
        </Fact>
        <Fact name={words.kind}>{words.kinds[batch.kind]}</Fact>
        <Fact name={words.source}>{batch.source}</Fact>
        <Fact name={words.by}>{batch.createdByName}</Fact>
        <Fact name={words.at}>{dateTime(batch.committedAt ?? batch.createdAt)}</Fact>
        {batch.undoneAt !== null && <Fact name={words.undoneAt}>{dateTime(batch.undoneAt)}</Fact>}
      </Facts>
      <Group mt="md">
        <Link to={`/imports/new?kind=${batch.kind}&source=${encodeURIComponent(batch.source)}`}>
          {words.again}
        </Link>
      </Group>
    </Section>
  );
}

function Columns({ batch }: { readonly batch: Batch }) {
  const words = useWords(batchWords);
  const nameOf = useFieldNames(batch.kind);
  const { columns, constants } = batch.mapping;
  return (
    <Section title={words.columns} flush>
      <PlainTable
        label={words.columns}
        header={[{ name: words.field }, { name: words.column }]}
        rows={[
          ...Object.entries(columns).map(([field, column]) => ({
            key: field,
            cells: [nameOf(field), column],
          })),
          ...Object.entries(constants).map(([field, value]) => ({
            key: `=${field}`,
            cells: [nameOf(field), words.constant({ value })],
          })),
        ]}
      />
    </Section>
  );
}
