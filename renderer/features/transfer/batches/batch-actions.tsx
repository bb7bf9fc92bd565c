import { useTell } from '#bridge/ask';
import { downloadFile } from '#bridge/upload';
import type { Job } from '#bridge/job';
import type { OutputOf } from '#contract/contract';
import { MadeFile } from '#contract/transfer';
import { useMay } from '#features/access';
import { JobCard } from '#features/jobs';
import { useErrorText } from '#i18n/errors';
import { useLanguage } from '#i18n/language';
import { COLUMN_CLASSES } from '#domain/access';
import { ClosedColumns, useSeesAll } from '#features/access/columns';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { Alert, Button, Text } from '@mantine/core';
import { useState } from 'react';
import { batchWords } from './words.ts';

type Batch = OutputOf<'transfer.listBatches'>['rows'][number];

/** Undoing a whole import: asked once, then followed. */
export function UndoImport({ batch }: { readonly batch: Pick<Batch, 'id' | 'status'> }) {
  const words = useWords(batchWords);
  const text = useErrorText();
  const mayImport = useMay('transfer.import');
  const undo = useTell('transfer.undoImport');
  const isOpen = batch.status === 'committed' || batch.status === 'cancelled' || batch.status === 'undoing';
  const jobId = undo.data?.jobId;
  return (
    <>
      {mayImport && isOpen && (
        <ConfirmButton
          variant="default"
          question={words.undoQuestion}
          confirmLabel={words.undoNow}
          loading={undo.isPending}
          onConfirm={() => undo.mutate({ batchId: batch.id })}
        >
          {batch.status === 'undoing' ? words.resumeUndo : words.undo}
        </ConfirmButton>
      )}
      {undo.error && <Alert color="red">{text(undo.error)}</Alert>}
      {jobId !== undefined && <JobCard jobId={jobId}>{() => <Text size="sm">{words.undone}</Text>}</JobCard>}
    </>
  );
}

/** The rejected rows as a file: made by a job, then handed over as a download. */
export function DownloadRejects(props: { readonly batchId: string }) {
  return useSeesAll() ? <MakeRejects {...props} /> : <ClosedColumns of={COLUMN_CLASSES} />;
}

function MakeRejects({ batchId }: { readonly batchId: string }) {
  const words = useWords(batchWords);
  const text = useErrorText();
  const { language } = useLanguage();
  const make = useTell('transfer.exportRejects');
  const [saved, setSaved] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const jobId = make.data?.jobId;
  const take = async (job: Job) => {
    const file = MadeFile.safeParse(job.result);
    if (job.status !== 'done' || !file.success) return;
    try {
      setSaved(await downloadFile(file.data.fileId));
    } catch (error) {
      setTrouble(error);
    }
  };
  return (
    <>
      <Button
        variant="default"
        title={words.downloadHint}
        loading={make.isPending}
        onClick={() => {
          setSaved(null);
          setTrouble(null);
          make.mutate({ batchId, language });
        }}
      >
        {words.download}
      </Button>
      {(make.error ?? trouble) !== null && <Alert color="red">{text(make.error ?? trouble)}</Alert>}
      {jobId !== undefined && saved === null && (
        <JobCard key={jobId} jobId={jobId} onEnd={(job) => void take(job)} />
      )}
      {saved !== null && (
        <Text size="sm" role="status">
          {words.downloaded({ name: saved })}
        </Text>
      )}
    </>
  );
}
