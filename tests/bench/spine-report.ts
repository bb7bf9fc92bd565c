import type { InputOf, OutputOf } from '#contract/contract';
import { runJob } from '#jobs/run';
import { type Console, sessionAs } from '#main';
import { queueJob } from '#store/jobs';
import type { Raw } from '#store/database';
import { openTrial, TRIAL_SIZES } from '#support/attribution-trial';
import { type Bench, type BenchLine, median, significant } from './bench.ts';

type Waterfall = NonNullable<OutputOf<'attribution.getWaterfall'>>;

async function ready(): Promise<Console> {
  const trial = await openTrial();
  const { store, env } = trial;
  if (store.raw.prepare(`SELECT 1 FROM attribution_runs WHERE status = 'done'`).get() !== undefined)
    return trial;
  const id = env.newId();
  await queueJob(store.db, { id, kind: 'attribution.run', input: {}, actorId: 'system', at: env.now() });
  await runJob(store, env, id);
  return trial;
}

async function timed<T>(work: () => Promise<T> | T, times = 7): Promise<{ value: T; ms: number }> {
  let value = await work();
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const began = performance.now();
    value = await work();
    took.push(performance.now() - began);
  }
  return { value, ms: median(took) };
}

/** What the waterfall page asks for, through the one door. */
async function page(trial: Console) {
  const tell = async <K extends 'attribution.getWaterfall' | 'attribution.getBreakdown'>(
    name: K,
    input: InputOf<K>,
  ) => {
    const reply = await trial.dispatch(sessionAs(), name, input);
    if (!reply.ok) throw new Error(JSON.stringify(reply.error));
    return reply.value as OutputOf<K>;
  };
  const waterfall = await tell('attribution.getWaterfall', {});
  for (const by of ['rep', 'unit', 'product', 'month'] as const)
    await tell('attribution.getBreakdown', { by });
  return waterfall;
}

/** The same sums from the judgements themselves, in one statement: what a report without roll-ups would ask. */
function fromRows(raw: Raw, currency: string) {
  return raw
    .prepare(
      `SELECT count(*) AS orders, sum(gross_minor) AS grossMinor, sum(refunded_minor) AS refundedMinor,
         sum(attributed_minor) AS attributedMinor, sum(eligible_minor) AS eligibleMinor, sum(credited_minor) AS creditedMinor
       FROM attributions WHERE run_seq = (SELECT max(seq) FROM attribution_runs WHERE status = 'done') AND currency = ?`,
    )
    .get(currency);
}

const report: Bench = {
  name: 'spine.report',
  run: async (): Promise<BenchLine> => {
    const trial = await ready();
    const ask = (name: string, input: unknown) => trial.dispatch(sessionAs(), name, input);
    const whole = await timed(() => page(trial));
    const one = await timed(() => ask('attribution.getWaterfall', {}));
    const months = await timed(() =>
      ask('attribution.getWaterfall', { fromMonth: '2026-01', toMonth: '2026-03' }),
    );
    const crossed = await timed(() => ask('attribution.getBreakdown', { by: 'product', unitId: 'unit-r1' }));
    const list = await timed(() => ask('attribution.listJudgements', { limit: 100 }));
    const rare = await timed(() =>
      ask('attribution.listJudgements', { reason: 'noFollowUp', productId: 'product-3' }),
    );
    const deep = await timed(() => ask('attribution.listJudgements', { offset: 90_000 }));
    const explain = await timed(() => ask('attribution.explainOrder', { orderId: 77 }));
    const waterfall = whole.value as Waterfall;
    const rows = await timed(() => fromRows(trial.store.raw, waterfall.currency));
    const isEqual = waterfall.tiesOut && JSON.stringify(rows.value) === JSON.stringify(waterfall.sums);
    return {
      bench: 'spine.report',
      size: `waterfall and four breakdowns over ${TRIAL_SIZES.orders.toLocaleString('en')} judged orders`,
      ours: significant(whole.ms),
      unit: 'ms',
      floor: null,
      peers: { 'the sums alone, from the judgements, no roll-up': significant(rows.ms) },
      ratio: significant(whole.ms / rows.ms),
      equal: isEqual,
      also: {
        waterfallMs: significant(one.ms),
        waterfallOfMonthsMs: significant(months.ms),
        productsOfAUnitMs: significant(crossed.ms),
        judgementsMs: significant(list.ms),
        rareJudgementsMs: significant(rare.ms),
        judgementsFrom90000Ms: significant(deep.ms),
        explainOrderMs: significant(explain.ms),
        rollupRows: trial.store.raw
          .prepare('SELECT count(*) FROM attribution_rollups')
          .pluck()
          .get() as number,
      },
      goal: '≤ 300 ms',
      met: whole.ms <= 300 && isEqual,
    };
  },
};

export const benches: readonly Bench[] = [report];
