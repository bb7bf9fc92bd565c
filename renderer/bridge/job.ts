import type { OutputOf } from '#contract/contract';
import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useAsk } from './ask.ts';
import type { BridgeError } from './bridge-error.ts';
import { listen } from './client.ts';

export type Job = OutputOf<'jobs.get'>;

/** Whether a job is still to end. */
export function isUnderWay(job: Pick<Job, 'status'>): boolean {
  return job.status === 'queued' || job.status === 'running';
}

/** Follows one job: asked once, moved on by its events, asked again when it ends. Null follows nothing. */
export function useJob(jobId: string | null): UseQueryResult<Job, BridgeError> {
  const queries = useQueryClient();
  const answer = useAsk('jobs.get', { id: jobId ?? '' }, { enabled: jobId !== null });
  useEffect(() => {
    if (jobId === null) return;
    return listen((event) => {
      if (event.type !== 'job' || event.job.id !== jobId) return;
      const key = ['jobs.get', { id: jobId }];
      const { status, phase, done, total } = event.job;
      if (status !== 'running' && status !== 'queued') {
        void queries.invalidateQueries({ queryKey: key });
        return;
      }
      queries.setQueryData<Job>(key, (job) => job && { ...job, status, phase, done, total });
    });
  }, [jobId, queries]);
  return answer;
}
