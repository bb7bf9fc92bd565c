import { useAsk } from '#bridge/ask';
import { type ColumnMapping, ImportKind } from '#domain/transfer';
import { batchWords } from '#features/transfer/batches';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { useFilters } from '#ui/use-filters';
import { useState } from 'react';
import { Link } from 'react-router';
import { CheckStep } from './check-step.tsx';
import { ChoiceStep } from './choice-step.tsx';
import { CommitStep } from './commit-step.tsx';
import { FileStep } from './file-step.tsx';
import { problemsOf } from './mapping-edit.ts';
import { MappingStep } from './mapping-step.tsx';
import { Step } from './step.tsx';
import { importWords } from './words.ts';

/** Kept in the address: a reload finds the file that was sent, and a link can begin an import. */
const CHOICE = ['kind', 'source', 'file'] as const;

/** One import on one page: what, the file, its columns, the check, and the import itself. */
export function ImportPage() {
  const words = useWords(importWords);
  const { backToList } = useWords(batchWords);
  const { values, set } = useFilters(CHOICE);
  const [edited, setEdited] = useState<{ readonly key: string; readonly mapping: ColumnMapping } | null>(
    null,
  );
  const [started, setStarted] = useState<{ jobId: string; batchId: string } | null>(null);
  const parsed = ImportKind.safeParse(values.kind);
  const kind = parsed.success ? parsed.data : undefined;
  const source = values.source ?? '';
  const fileId = values.file;
  const isChosen = kind !== undefined && source !== '';
  const inspect = useAsk(
    'transfer.inspectFile',
    { fileId: fileId ?? '-', kind: kind ?? 'orders', source },
    { enabled: isChosen && fileId !== undefined },
  );
  const file = useAsk('transfer.getFile', { fileId: fileId ?? '-' }, { enabled: fileId !== undefined });
  const inspected = isChosen && fileId !== undefined ? inspect.data : undefined;
  // What was mapped belongs to this file, content and source; another choice begins anew.
  const key = `${kind}\n${source}\n${fileId}`;
  const mapping = edited?.key === key ? edited.mapping : inspected?.mapping;
  const setMapping = (next: ColumnMapping) => setEdited({ key, mapping: next });
  const isReady = kind && inspected && mapping && problemsOf(kind, inspected, mapping).length === 0;
  const isOnlyEmpty = mapping?.only?.values.length === 0;
  const choice =
    isReady && fileId !== undefined && !isOnlyEmpty ? { fileId, kind, source, mapping } : undefined;
  return (
    <Page title={words.title} subtitle={words.subtitle} above={<Link to="/imports">{backToList}</Link>}>
      <ChoiceStep
        kind={kind}
        source={source}
        onKind={(value) => set('kind', value)}
        onSource={(value) => set('source', value)}
      />
      <FileStep
        fileName={file.data?.name}
        inspected={inspected}
        isInspecting={isChosen && fileId !== undefined && inspect.isPending}
        error={fileId === undefined ? null : inspect.error}
        onRetry={() => void inspect.refetch()}
        onFile={(id) => {
          setStarted(null);
          set('file', id);
        }}
        isWaiting={!isChosen}
      />
      {kind && inspected && mapping ? (
        <MappingStep
          key={key}
          kind={kind}
          source={source}
          inspected={inspected}
          mapping={mapping}
          onChange={setMapping}
        />
      ) : (
        <Step number={3} title={words.map} isWaiting />
      )}
      <CheckStep
        key={fileId}
        choice={choice}
        inspected={inspected}
        mapping={mapping}
        onMapping={setMapping}
        isCommitted={started !== null}
        onCommitted={setStarted}
      />
      {started && (
        <CommitStep
          key={started.jobId}
          started={started}
          onAnother={() => {
            setStarted(null);
            set('file', null);
          }}
        />
      )}
    </Page>
  );
}
