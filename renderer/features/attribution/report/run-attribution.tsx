import { useAsk, useTell } from '#bridge/ask';
import { useMay } from '#features/access';
import { JobCard } from '#features/jobs';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Alert, Button, Text } from '@mantine/core';
import { reportWords } from './words.ts';

type Run = ReturnType<typeof useRun>;

/** Running the attribution: the button that starts it and the bar that follows it live in different places. */
export function useRun() {
  const runs = useAsk('attribution.listRuns', {});
  const tell = useTell('attribution.runAttribution');
  const underWay = runs.data?.find(({ status }) => status === 'running');
  return { tell, jobId: tell.data?.jobId ?? underWay?.jobId ?? null, isRunning: underWay !== undefined };
}

export function RunButton({ run }: { readonly run: Run }) {
  const words = useWords(reportWords);
  const mayRun = useMay('attribution.run');
  if (!mayRun) return null;
  return (
    <Button
      variant="default"
      title={words.runHint}
      loading={run.tell.isPending || run.isRunning}
      onClick={() => run.tell.mutate({})}
    >
      {words.run}
    </Button>
  );
}

export function RunProgress({ run }: { readonly run: Run }) {
  const words = useWords(reportWords);
  const text = useErrorText();
  const { number } = useFormat();
  return (
    <>
      {run.tell.error && <Alert color="red">{text(run.tell.error)}</Alert>}
      {run.jobId !== null && (
        <JobCard jobId={run.jobId}>
          {(job) => (
            <Text size="sm" role="status">
              {words.runDone({ orders: number(job.total) })}
            </Text>
          )}
        </JobCard>
      )}
    </>
  );
}
