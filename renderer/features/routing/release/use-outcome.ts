import { useAsk, useTell } from '#bridge/ask';
import { isUnderWay, useJob } from '#bridge/job';

/** The replay of one version beside another: what was found when it was last made, and how to make it now. */
export function useOutcome(from: string, to: string) {
  const asked = useAsk('routing.getReplay', { versionId: to });
  const version = useAsk('routing.listRules', { versionId: to });
  const replaying = useTell('routing.startReplay');
  const job = useJob(replaying.data?.jobId ?? null);
  const last = asked.data?.last;
  const revision = version.data?.version.revision;
  const isOfThese = last?.baselineVersionId === from && last.revision === revision;
  const isRunning = replaying.isPending || (job.data !== undefined && isUnderWay(job.data));
  return {
    replay: last && isOfThese ? last : null,
    isRunning,
    start:
      revision === undefined
        ? null
        : () => replaying.mutate({ versionId: to, revision, baselineVersionId: from }),
  };
}
