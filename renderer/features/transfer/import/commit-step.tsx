import { useAsk } from '#bridge/ask';
import { JobCard } from '#features/jobs';
import { CountTiles, DownloadRejects, UndoImport } from '#features/transfer/batches';
import { useWords } from '#i18n/words';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { Step } from './step.tsx';
import { importWords } from './words.ts';

type CommitStepProps = {
  readonly started: { readonly jobId: string; readonly batchId: string };
  readonly onAnother: () => void;
};

/** The import under way, and then its outcome with the way back. */
export function CommitStep({ started, onAnother }: CommitStepProps) {
  const words = useWords(importWords);
  const place = useRef<HTMLDivElement>(null);
  // It appears below everything else: the eye is brought to it.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'end' });
  }, []);
  return (
    <div ref={place}>
      <Step number={5} title={words.commit}>
        <JobCard jobId={started.jobId}>{() => <Committed batchId={started.batchId} />}</JobCard>
        <Group mt="md">
          <Button variant="default" component={Link} to={`/imports/${encodeURIComponent(started.batchId)}`}>
            {words.openBatch}
          </Button>
          <Button variant="default" onClick={onAnother}>
            {words.another}
          </Button>
        </Group>
      </Step>
    </div>
  );
}

function Committed({ batchId }: { readonly batchId: string }) {
  const words = useWords(importWords);
  const batch = useAsk('transfer.getBatch', { batchId });
  if (!batch.data) return null;
  const { counts } = batch.data;
  return (
    <Stack gap="sm">
      <Text fw={600} role="status">
        {words.imported}
      </Text>
      <CountTiles counts={counts} />
      <Text size="sm" c="dimmed">
        {words.importedHint}
      </Text>
      <Group gap={8}>
        {counts.rejected > 0 && <DownloadRejects batchId={batchId} />}
        <UndoImport batch={batch.data} />
      </Group>
    </Stack>
  );
}
