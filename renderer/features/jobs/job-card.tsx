import { useTell } from '#bridge/ask';
import { isUnderWay, type Job, useJob } from '#bridge/job';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { JobProgress } from '#ui/job-progress';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { jobWords } from './job-words.ts';

type JobCardProps = {
  readonly jobId: string;
  /** What to show once it is done; nothing without it. */
  readonly children?: (job: Job) => ReactNode;
  /** Called once when the job was seen to end, however it ended. */
  readonly onEnd?: (job: Job) => void;
};

/** Follows one job where it was started: progress and cancel, then its failure or what it made. */
export function JobCard({ jobId, children, onEnd }: JobCardProps) {
  const job = useJob(jobId);
  const ended = useRef<string | null>(null);
  useEffect(() => {
    if (!job.data || isUnderWay(job.data) || ended.current === jobId) return;
    ended.current = jobId;
    onEnd?.(job.data);
  }, [job.data, jobId, onEnd]);
  if (job.error) return <ErrorState error={job.error} onRetry={() => void job.refetch()} />;
  if (!job.data) return <LoadingState />;
  if (isUnderWay(job.data)) return <RunningJob job={job.data} />;
  if (job.data.status === 'done') return children?.(job.data) ?? null;
  return <EndedBadly job={job.data} />;
}

/** One running job's bar, with the way to stop it. */
export function RunningJob(props: {
  readonly job: Pick<Job, 'id' | 'kind' | 'status' | 'phase' | 'done' | 'total'>;
}) {
  const words = useWords(jobWords);
  const text = useErrorText();
  const cancel = useTell('jobs.cancel');
  const { id, kind, status, phase, done, total } = props.job;
  return (
    <>
      <JobProgress
        title={words.kinds[kind] ?? words.otherKind}
        phase={status === 'queued' ? words.statuses.queued : (words.phases[phase] ?? words.statuses.running)}
        done={done}
        total={total}
        isCancelling={cancel.isPending || cancel.isSuccess}
        onCancel={() => cancel.mutate({ id })}
      />
      {cancel.error && (
        <Text size="xs" c="var(--yard-bad-ink)" role="alert" mt={4}>
          {text(cancel.error)}
        </Text>
      )}
    </>
  );
}

/** Why a job did not finish. */
function EndedBadly(props: { readonly job: Job }) {
  const words = useWords(jobWords);
  const text = useErrorText();
  const { kind, status, errorCode, errorParams } = props.job;
  return (
    <Alert
      color={status === 'failed' ? 'red' : 'gray'}
      title={`${words.kinds[kind] ?? words.otherKind} · ${words.statuses[status]}`}
    >
      {errorCode !== null && text({ code: errorCode, params: errorParams })}
    </Alert>
  );
}
