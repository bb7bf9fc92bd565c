import { useAsk, useAskRows } from '#bridge/ask';
import { call } from '#bridge/client';
import type { OutputOf } from '#contract/contract';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { Fact, Facts } from '#ui/facts';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { Page } from '#ui/page';
import { EmptyState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { Alert, Button, Code, Drawer, List } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import { auditWords } from './words.ts';

type Line = OutputOf<'audit.listLines'>['rows'][number];
type Verdict = OutputOf<'audit.verify'>;
const FILTERS = ['subject', 'actorId'] as const;

/** Every write there ever was, and the proof that none was changed since. */
export function AuditPage() {
  const words = useWords(auditWords);
  const filters = useFilters(FILTERS);
  const rows = useAskRows('audit.listLines', filters.values);
  const users = useAsk('access.listUsers', {});
  const [open, setOpen] = useState<Line | null>(null);
  const check = useVerify();
  return (
    <Page
      title={words.audit}
      subtitle={words.auditHint}
      fill
      actions={
        <Button onClick={check.start} loading={check.isRunning}>
          {words.verify}
        </Button>
      }
    >
      {check.shown}
      <FilterBar
        search={filters.values.subject ?? ''}
        onSearch={(subject) => filters.set('subject', subject)}
        searchHint={words.searchSubject}
        isFiltered={filters.isFiltered}
        onClear={filters.clear}
      >
        <FilterSelect
          label={words.actor}
          options={(users.data ?? []).map((user) => ({ value: user.id, label: user.name }))}
          value={filters.values.actorId}
          onChange={(value) => filters.set('actorId', value)}
        />
      </FilterBar>
      <DataTable
        label={words.audit}
        columns={useColumns()}
        rows={rows}
        rowKey={(line) => line.seq}
        onOpen={setOpen}
        isFiltered={filters.isFiltered}
        onClearFilters={filters.clear}
        empty={<EmptyState title={words.empty} />}
      />
      <LineDrawer line={open} onClose={() => setOpen(null)} />
    </Page>
  );
}

/** The walk over the whole chain is asked for by a button, never by opening the page. */
function useVerify() {
  const errorText = useErrorText();
  const [isRunning, setRunning] = useState(false);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [error, setError] = useState<unknown>(null);
  const start = () => {
    setRunning(true);
    setError(null);
    call('audit.verify', {})
      .then(setVerdict, setError)
      .finally(() => setRunning(false));
  };
  const shown =
    error !== null ? (
      <Alert color="red" role="alert">
        {errorText(error)}
      </Alert>
    ) : (
      verdict && <VerdictNotice verdict={verdict} />
    );
  return { start, isRunning, shown };
}

function VerdictNotice({ verdict }: { readonly verdict: Verdict }) {
  const words = useWords(auditWords);
  const { number } = useFormat();
  if (verdict.ok)
    return (
      <Alert role="status" color="green" icon={<IconShieldCheck aria-hidden />} p="sm">
        {words.intact({ lines: number(verdict.lines) })}{' '}
        {verdict.anchoredSeq === null ? words.noAnchor : words.anchored({ seq: number(verdict.anchoredSeq) })}
      </Alert>
    );
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconShieldX aria-hidden />}
      title={words.broken({ count: number(verdict.faults.length) })}
    >
      <List size="sm" mb="xs">
        {verdict.faults.slice(0, 20).map((fault) => (
          <List.Item key={`${fault.kind}-${fault.seq}`}>
            {words.faults[fault.kind]({ seq: number(fault.seq) })}
          </List.Item>
        ))}
      </List>
      {words.brokenHint}
    </Alert>
  );
}

function useColumns(): Column<Line>[] {
  const words = useWords(auditWords);
  const { dateTime, number, actor } = useFormat();
  return [
    { key: 'seq', header: words.seq, width: 80, align: 'right', render: (line) => number(line.seq) },
    { key: 'at', header: words.at, width: 150, render: (line) => dateTime(line.at) },
    {
      key: 'actor',
      header: words.actor,
      width: 'minmax(100px, 0.7fr)',
      render: (line) => actor(line.actorName ?? '–'),
    },
    {
      key: 'operation',
      header: words.operation,
      width: 'minmax(180px, 1fr)',
      render: (line) => <code>{line.operation}</code>,
    },
    {
      key: 'subject',
      header: words.subject,
      width: 'minmax(160px, 1fr)',
      render: (line) => line.subject || '–',
    },
    {
      key: 'detail',
      header: words.detail,
      width: 'minmax(160px, 1.6fr)',
      render: (line) => (line.detail === null ? '–' : JSON.stringify(line.detail)),
    },
  ];
}

function LineDrawer({ line, onClose }: { readonly line: Line | null; readonly onClose: () => void }) {
  const words = useWords(auditWords);
  const { dateTime, number, actor } = useFormat();
  return (
    <Drawer
      opened={line !== null}
      onClose={onClose}
      position="right"
      size="md"
      title={line && words.line({ seq: number(line.seq) })}
    >
      {line && (
        <Facts>
          <Fact name={words.at}>{dateTime(line.at)}</Fact>
          <Fact name={words.actor}>{actor(line.actorName ?? '–')}</Fact>
          <Fact name={words.operation}>
            <code>{line.operation}</code>
          </Fact>
          <Fact name={words.subject}>{line.subject || '–'}</Fact>
          <Fact name={words.detail}>
            <Code block>{JSON.stringify(line.detail, null, 2)}</Code>
          </Fact>
          <Fact name={words.hash}>
            <code>{line.hash}</code>
          </Fact>
        </Facts>
      )}
    </Drawer>
  );
}
