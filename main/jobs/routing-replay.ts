import { Refusal } from '#api/refusal';
import {
  addTally,
  emptyTally,
  MOST_LISTED,
  type ReplayAsk,
  resultOf,
  rulesNow,
  sidesOf,
  type Tally,
} from '#domain/replay';
import { linesOf } from '#store/routing-in-force';
import {
  countPast,
  findRevision,
  mapCapacities,
  pastReader,
  type ReplayOf,
  saveReplay,
} from '#store/routing-replay';
import { readRules } from '#store/routing-rules';
import type { Job, JobContext } from './job.ts';
import { columnsKeeper } from './replay-columns.ts';
import { stretchCounter } from './replay-count.ts';

/**
 * Counts what a version's rules would have done with every past opportunity of its rule set's lines, beside what another version's would:
 * with each opportunity's facts of today, at the moment it came in. The counts so far stand in the job's token, and the
 * whole of it is kept for the version at the end. Begins anew after a crash: it writes nothing that could be there twice.
 */
export const replayRules: Job = async (ctx) => {
  const of = ctx.job.input as ReplayOf;
  const { versionId, revision } = of;
  const { raw } = ctx.store;
  const ask = raw.transaction(() => rulesOf(ctx, of))();
  const capacities = mapCapacities(raw);
  const total = countPast(raw, ask.lines);
  const tally = emptyTally(sidesOf(ask));
  const progress = (token: unknown) => ({ phase: 'replaying', done: tally.received, total, token });
  const tell = (part: Tally) => {
    addTally(tally, part, MOST_LISTED);
    ctx.chunk(() => ({
      value: null,
      progress: progress({ ...resultOf(tally, ask, capacities), list: [] }),
    }));
  };
  await countAll(ctx, ask, tell);
  const result = resultOf(tally, ask, capacities);
  const { received, moved } = result;
  if (result.flows.reduce((sum, { count }) => sum + count, 0) !== received)
    throw new Error(`Received ${received}, but counted ${JSON.stringify(result.flows)}.`);
  ctx.chunk(() => {
    saveReplay(raw, of, result, ctx.env.now());
    return { value: null, progress: progress({ ...result, list: [] }) };
  });
  ctx.note(versionId, { revision, received, moved });
  return { versionId, revision, received, moved };
};

/** The newest stretch is counted here, while the threads still start: so the first counts are there at once. */
async function countAll(ctx: JobContext, ask: ReplayAsk, tell: (part: Tally) => void): Promise<void> {
  const { raw } = ctx.store;
  const reader = pastReader(raw);
  const [newest] = reader.blocks();
  let given: { readonly error: unknown } | undefined;
  const others = ctx.env.replay({ file: raw.name, ask, without: newest?.block ?? null }, (part) => {
    if (given) throw given.error;
    tell(part);
  });
  try {
    const counter = stretchCounter(columnsKeeper(reader), ask);
    if (newest) counter.count(newest);
    tell(counter.take());
  } catch (error) {
    given = { error };
  }
  await others;
}

function rulesOf({ store: { raw }, env }: JobContext, of: ReplayOf): ReplayAsk {
  const found = findRevision(raw, of.versionId);
  if (!found) throw new Refusal('api.notFound', { what: 'version', id: of.versionId });
  const { ruleSetId, revision } = found;
  if (revision !== of.revision) throw new Refusal('routing.draftChanged', { revision });
  const { baselineVersionId } = of;
  const before = baselineVersionId === null ? [] : readRules(raw, baselineVersionId);
  const now = env.now();
  const after = readRules(raw, of.versionId);
  return { before: rulesNow(before, now), after: rulesNow(after, now), lines: linesOf(raw, ruleSetId, now) };
}
