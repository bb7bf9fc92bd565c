import { useAsk, useTell } from '#bridge/ask';
import type { BridgeError } from '#bridge/bridge-error';
import { useJob } from '#bridge/job';
import type { OutputOf } from '#contract/contract';
import { publishGate } from '#domain/routing';
import type { RuleSetRow } from './kinds.ts';

type Replay = NonNullable<OutputOf<'routing.getReplay'>['last']>;

export type Impact = {
  readonly gate: ReturnType<typeof publishGate>;
  /** What a replay of just this revision beside the version in force found. */
  readonly replay: Replay | null;
  readonly isMeasuring: boolean;
  readonly error: BridgeError | null;
  readonly hasFailed: boolean;
  /** Replays a saved revision of the draft on all past opportunities. */
  readonly measure: (revision: number) => void;
};

/** What publishing a draft would move, as far as it was measured, and whether that may be published directly. */
export function useImpact(set: RuleSetRow | undefined, versionId: string, revision: number): Impact {
  const asked = useAsk('routing.getReplay', { versionId });
  const start = useTell('routing.startReplay');
  const job = useJob(start.data?.jobId ?? null);
  const last = asked.data?.last;
  const isOfThis =
    last?.revision === revision && last.baselineVersionId === (set?.publishedVersionId ?? null);
  const replay = last && isOfThis ? last : null;
  const status = job.data?.status;
  const hasEnded = status === 'done' || status === 'failed' || status === 'cancelled';
  const isStarted = start.isPending || (start.data !== undefined && !hasEnded);
  return {
    gate: publishGate(set?.approvalShare ?? null, replay ?? undefined),
    replay,
    isMeasuring: replay === null && (isStarted || (asked.data?.running ?? null) !== null),
    error: start.error ?? asked.error,
    hasFailed: replay === null && (status === 'failed' || status === 'cancelled'),
    measure: (of) => start.mutate({ versionId, revision: of }),
  };
}
