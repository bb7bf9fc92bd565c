import { useAsk, useAskRows } from '#bridge/ask';
import { useLanguage } from '#i18n/language';
import { ClosedColumns } from '#features/access/columns';
import { ExportProgress } from '#features/jobs';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { Page } from '#ui/page';
import { StateDot, type Tone } from '#ui/state-dot';
import { EmptyState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { askedBy, AuditFilterBar, FILTERS } from './audit-filters.tsx';
import { ChainLine, ChainProgress, useVerifying } from './chain-check.tsx';
import { CheckFile } from './check-file.tsx';
import { ExportLines, useExporting } from './export-lines.tsx';
import { LineDrawer } from './line-drawer.tsx';
import { type Line, useSentences } from './sentence.ts';
import { auditWords } from './words.ts';

/** Every write there ever was, and the proof that none was changed since. */
export function AuditPage() {
  const words = useWords(auditWords);
  const { zone } = useLanguage();
  const filters = useFilters(FILTERS);
  const asked = askedBy(filters, zone);
  const rows = useAskRows('audit.listLines', asked);
  const [open, setOpen] = useState<Line | null>(null);
  const verifying = useVerifying();
  const exporting = useExporting();
  return (
    <Page
      title={words.audit}
      subtitle={words.auditHint}
      fill
      actions={
        <>
          <CheckFile />
          <ExportLines exporting={exporting} asked={asked} />
          <Button onClick={verifying.start} loading={verifying.isStarting}>
            {words.verify}
          </Button>
        </>
      }
    >
      <ChainProgress verifying={verifying} />
      <ExportProgress tell={exporting.tell} exported={words.exported} />
      <ClosedColumns of={['phone', 'money', 'notes']} />
      <AuditFilterBar filters={filters} subject={useSubjectName(filters.values.subject)} />
      <DataTable
        label={words.audit}
        columns={useColumns()}
        rows={rows}
        rowKey={(line) => line.seq}
        onOpen={setOpen}
        isFiltered={filters.isFiltered}
        onClearFilters={filters.clear}
        empty={<EmptyState title={words.empty} hint={words.emptyHint} />}
        footer={<ChainLine />}
      />
      <LineDrawer
        line={open}
        onClose={() => setOpen(null)}
        onOnly={(subject) => {
          setOpen(null);
          filters.set('subject', subject);
        }}
      />
    </Page>
  );
}

function useSubjectName(subject: string | undefined): string | null {
  const { thing } = useSentences();
  const life = useAsk('audit.getLife', { subject: subject ?? '-' }, { enabled: subject !== undefined });
  if (subject === undefined) return null;
  return life.data ? thing(life.data.subject) : subject;
}

const TONES: Readonly<Record<string, Tone>> = {
  done: 'good',
  signedIn: 'good',
  cancelled: 'quiet',
  failed: 'bad',
  wrong: 'warn',
  lockedOut: 'bad',
};

function useColumns(): Column<Line>[] {
  const words = useWords(auditWords);
  const { dateTime, number } = useFormat();
  const { did, who, about, extra } = useSentences();
  return [
    { key: 'seq', header: words.seq, width: 80, align: 'right', render: (line) => number(line.seq) },
    { key: 'at', header: words.at, width: 150, render: (line) => dateTime(line.at) },
    { key: 'actor', header: words.actor, width: 'minmax(90px, 0.6fr)', render: who },
    {
      key: 'operation',
      header: words.what,
      width: 'minmax(160px, 1fr)',
      render: (line) => (
        <Text span inherit fw={550}>
          {did(line.operation)}
        </Text>
      ),
    },
    {
      key: 'about',
      header: words.about,
      width: 'minmax(160px, 1.3fr)',
      render: (line) => about(line) || '–',
    },
    {
      key: 'note',
      header: words.note,
      width: 'minmax(140px, 1.3fr)',
      render: (line) => extra(line) || '–',
    },
    {
      key: 'outcome',
      header: words.outcome,
      width: 110,
      render: ({ outcome }) => (
        <StateDot tone={TONES[outcome] ?? 'quiet'}>{words.outcomes[outcome] ?? words.otherOutcome}</StateDot>
      ),
    },
  ];
}
