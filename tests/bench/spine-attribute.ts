import { queueJob } from '#store/jobs';
import { runJob } from '#jobs/run';
import { inChunk } from '#store/command';
import { orderReader, readMarks, readTouches } from '#store/attribution-facts';
import { type JudgementRow, judgementWriter } from '#store/attribution-judgements';
import { startRun } from '#store/attribution-runs';
import type { Store } from '#store/open';
import { countDifferences, judgeInSql } from '#support/attribution-peer';
import { openTrial, TRIAL_SIZES } from '#support/attribution-trial';
import type { Bench, BenchLine } from './bench.ts';
import { significant } from './bench.ts';

const seconds = (from: number) => significant((performance.now() - from) / 1000);

/** Runs the console's own job; answers seconds, the longest chunk and the peak of memory. */
async function judge(trial: Awaited<ReturnType<typeof openTrial>>) {
  const { store, env } = trial;
  const id = env.newId();
  await queueJob(store.db, { id, kind: 'attribution.run', input: {}, actorId: 'system', at: env.now() });
  const chunks: number[] = [];
  let peak = 0;
  const inTurn = <T>(write: () => T): T => {
    const began = performance.now();
    const value = write();
    chunks.push(performance.now() - began);
    peak = Math.max(peak, process.memoryUsage.rss());
    return value;
  };
  const began = performance.now();
  const ending = await runJob(store, env, id, { inTurn });
  const took = seconds(began);
  if (ending?.status !== 'done') throw new Error(JSON.stringify(ending));
  process.stderr.write(`${JSON.stringify(ending.result)}\n`);
  chunks.sort((a, b) => b - a);
  return { took, chunks, peak };
}

/** The same rows read and written, and nothing decided: what no judge can beat. */
function floor(store: Store, runSeq: number): number {
  const { raw } = store;
  const stored = raw
    .prepare(
      `SELECT order_id AS orderId, bucket, reason, rep_id AS repId, unit_id AS unitId, follow_up_id AS followUpId, line_id AS lineId,
         product_id AS productId, category_id AS categoryId, closed_at AS closedAt, month, is_eligible AS isEligible,
         eligibility_reason AS eligibilityReason, gross_minor AS grossMinor, refunded_minor AS refundedMinor,
         attributed_minor AS attributedMinor, eligible_minor AS eligibleMinor, credited_minor AS creditedMinor, currency, evidence
       FROM attributions WHERE run_seq = ? ORDER BY order_id`,
    )
    .all(runSeq) as JudgementRow[];
  const marks = readMarks(raw);
  const command = { operation: 'bench.floor', actorId: 'system', at: Date.now() };
  const run = {
    ...marks,
    jobId: 'floor',
    policyId: 'policy-1',
    orders: 0,
    invalidSeats: [],
    zone: 'UTC',
    startedAt: 0,
  };
  const began = performance.now();
  let read = 0;
  for (const page of readTouches(raw, marks)) read += page.length;
  const next = orderReader(raw, marks);
  for (let after = 0; ; ) {
    const last = next(after, 2000).at(-1);
    if (!last) break;
    after = last.id;
  }
  const seq = inChunk(store, command, () => startRun(raw, run));
  const write = judgementWriter(raw, seq);
  for (let done = 0; done < stored.length; done += 2000)
    inChunk(store, command, () => write(stored.slice(done, done + 2000)));
  const took = seconds(began);
  process.stderr.write(`floor read ${read} follow-ups\n`);
  return took;
}

const attribute: Bench = {
  name: 'spine.attribute',
  run: async (): Promise<BenchLine> => {
    const trial = await openTrial();
    const { raw } = trial.store;
    const { took, chunks, peak } = await judge(trial);
    const runSeq = raw.prepare('SELECT max(seq) FROM attribution_runs').pluck().get() as number;
    const floorTook = floor(trial.store, runSeq);
    const began = performance.now();
    judgeInSql(raw);
    const peer = seconds(began);
    const differences = countDifferences(raw, runSeq);
    const bytes = raw
      .prepare('SELECT avg(length(evidence)) FROM attributions WHERE run_seq = ?')
      .pluck()
      .get(runSeq) as number;
    return {
      bench: 'spine.attribute',
      size: `${TRIAL_SIZES.orders.toLocaleString('en')} orders × ${TRIAL_SIZES.followUps.toLocaleString('en')} follow-ups`,
      ours: took,
      unit: 's',
      floor: floorTook,
      peers: { 'sqlite correlated, nothing stored for good, no evidence': peer },
      ratio: significant(took / floorTook),
      equal: differences === 0,
      also: {
        longestChunkMs: significant(chunks[0] ?? 0),
        chunkMsP99: significant(chunks[Math.floor(chunks.length / 100)] ?? 0),
        chunks: chunks.length,
        peakMb: Math.round(peak / 1_048_576),
        evidenceBytes: significant(bytes),
      },
      goal: '≤ 10 s',
      met: took <= 10 && differences === 0,
    };
  },
};

export const benches: readonly Bench[] = [attribute];
