import { useAsk, useTell } from '#bridge/ask';
import { useJobEvents } from '#bridge/events';
import type { OutputOf } from '#contract/contract';
import { useRef } from 'react';

type Answer = OutputOf<'routing.getReplay'>;
export type Counted = NonNullable<NonNullable<Answer['running']>['partial']>;
export type Ended = NonNullable<Answer['last']>;

/** What was counted of a version, moved on while a replay runs. */
export function useReplay(versionId: string) {
  const asked = useAsk('routing.getReplay', { versionId });
  const start = useTell('routing.startReplay');
  const cancel = useTell('jobs.cancel');
  const isAsking = useRef(false);
  useJobEvents((job) => {
    // While an answer is on its way another one would say nothing newer that matters.
    if (job.kind !== 'routing.replay' || isAsking.current) return;
    isAsking.current = true;
    void asked.refetch().finally(() => {
      isAsking.current = false;
    });
  });
  return {
    running: asked.data?.running ?? null,
    last: asked.data?.last ?? null,
    isLoading: asked.isPending,
    isStarting: start.isPending,
    isCancelling: cancel.isPending,
    error: asked.error ?? start.error ?? cancel.error,
    start: (revision: number) => start.mutate({ versionId, revision }),
    cancel: (jobId: string) => cancel.mutate({ id: jobId }),
  };
}
