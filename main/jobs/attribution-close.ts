import { Refusal } from '#api/refusal';
import {
  type Control,
  countUnfounded,
  type Grain,
  insertListings,
  insertRollups,
  readControl,
  readListings,
  type Rollup,
  sumSlice,
} from '#store/attribution-judgements';
import { finishRun, type Run } from '#store/attribution-runs';
import type { JobContext } from './job.ts';

/** Where an interrupted run goes on. Judgements and the place they reach are written together. */
export type Token = {
  runSeq: number;
  phase: 'judging' | 'rollups' | 'closed';
  /** The last order judged, or how many rows of the roll-ups and lists are written. */
  after: number;
  done: number;
};

/** How many orders one read looks at, so that a cancelled job ends soon. */
const SLICE = 50_000;
const ROWS_A_CHUNK = 2000;

/** The waterfall of one currency as the run proved it. */
export type Waterfall = Control & {
  attributedMinor: number;
  notAttributedMinor: number;
  eligibleMinor: number;
  notEligibleMinor: number;
  creditedMinor: number;
};

export type RunResult = { runSeq: number; policyNumber: number; orders: number; waterfall: Waterfall[] };

/** Sums a run up, proves it against the facts, and makes it the current one; answers its waterfall. */
export function closeRun(ctx: JobContext, run: Run, from: Token): RunResult {
  const { raw } = ctx.store;
  const people = sumUp(ctx, run, 'people');
  const products = sumUp(ctx, run, 'products');
  const waterfall = prove(people, products, readControl(raw, run));
  const result = { runSeq: run.seq, policyNumber: run.policyNumber, orders: run.orders, waterfall };
  if (from.phase === 'closed') return result;
  proveFounded(ctx, run);
  let token = from;
  token = inParts(ctx, run, token, 0, people, (part) => insertRollups(raw, run.seq, 'people', part));
  token = inParts(ctx, run, token, people.length, products, (part) =>
    insertRollups(raw, run.seq, 'products', part),
  );
  const summed = people.length + products.length;
  inParts(ctx, run, token, summed, readListings(raw, run.seq), (part) => insertListings(raw, run.seq, part));
  ctx.chunk(() => {
    finishRun(raw, run.seq, ctx.env.now());
    const token: Token = { ...from, phase: 'closed' };
    return { value: null, progress: { phase: 'closing', done: token.done, total: run.orders, token } };
  });
  return result;
}

/** Stores rows in chunks, those behind the token; `base` is how many rows of other kinds go before them. */
function inParts<T>(
  ctx: JobContext,
  run: Run,
  from: Token,
  base: number,
  rows: readonly T[],
  store: (part: readonly T[]) => void,
): Token {
  let token = from;
  while (token.after < base + rows.length) {
    const start = token.after - base;
    token = { ...token, after: Math.min(token.after + ROWS_A_CHUNK, base + rows.length) };
    const next = token;
    ctx.chunk(() => {
      store(rows.slice(start, next.after - base));
      const { done } = next;
      return { value: null, progress: { phase: 'summing', done, total: run.orders, token: next } };
    });
  }
  return token;
}

/** The run's judgements, read back from the store, as roll-up rows in one fixed order. */
function sumUp(ctx: JobContext, run: Run, grain: Grain): Rollup[] {
  const { raw } = ctx.store;
  const rows = new Map<string, Rollup>();
  for (let after = 0; after < run.lastOrderId; after += SLICE) {
    ctx.pulse({ phase: 'summing', done: run.orders, total: run.orders });
    for (const row of sumSlice(raw, run.seq, grain, after, after + SLICE)) {
      const key = JSON.stringify(row.dimensions);
      const known = rows.get(key);
      if (known) known.sums = known.sums.map((sum, index) => sum + (row.sums[index] ?? 0));
      else rows.set(key, row);
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function proveFounded(ctx: JobContext, run: Run): void {
  for (let after = 0; after < run.lastOrderId; after += SLICE) {
    ctx.pulse({ phase: 'proving', done: run.orders, total: run.orders });
    if (countUnfounded(ctx.store.raw, run.seq, after, after + SLICE) > 0)
      throw new Refusal('attribution.factsChanged', {});
  }
}

/**
 * Holds the run against the order table, to the minor unit, for each currency: as many orders, the same gross and
 * refunds; gross − refunds = attributed + not attributed; attributed = eligible + not eligible; credited = eligible.
 */
function prove(
  people: readonly Rollup[],
  products: readonly Rollup[],
  control: readonly Control[],
): Waterfall[] {
  const sums = waterfallOf(people);
  if (JSON.stringify(waterfallOf(products)) !== JSON.stringify(sums))
    throw new Error('The two roll-ups of a run do not sum to the same.');
  const told = sums.map(({ currency, orders, grossMinor, refundedMinor }) => ({
    currency,
    orders,
    grossMinor,
    refundedMinor,
  }));
  if (JSON.stringify(told) !== JSON.stringify(control)) throw new Refusal('attribution.factsChanged', {});
  for (const row of sums) {
    const net = row.grossMinor - row.refundedMinor;
    const isWhole =
      net === row.attributedMinor + row.notAttributedMinor &&
      row.attributedMinor === row.eligibleMinor + row.notEligibleMinor &&
      row.creditedMinor === row.eligibleMinor;
    if (!isWhole) throw new Error(`The waterfall of ${row.currency} does not add up.`);
  }
  return sums;
}

/** The waterfall of each currency, by its code. What is not attributed and not eligible is summed on its own, not subtracted. */
function waterfallOf(rows: readonly Rollup[]): Waterfall[] {
  const found = new Map<string, Waterfall>();
  for (const { dimensions, sums } of rows) {
    const [currency, , bucket, , eligibility] = dimensions;
    const [orders = 0, gross = 0, refunded = 0, attributed = 0, eligible = 0, credited = 0] = sums;
    const code = currency ?? '';
    const row = found.get(code) ?? { ...EMPTY, currency: code };
    found.set(code, row);
    row.orders += orders;
    row.grossMinor += gross;
    row.refundedMinor += refunded;
    row.attributedMinor += attributed;
    row.notAttributedMinor += bucket === 'notAttributed' ? gross - refunded : 0;
    row.eligibleMinor += eligible;
    row.notEligibleMinor += eligibility === 'notAllowed' ? gross - refunded : 0;
    row.creditedMinor += credited;
  }
  return [...found.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

const EMPTY: Waterfall = {
  currency: '',
  orders: 0,
  grossMinor: 0,
  refundedMinor: 0,
  attributedMinor: 0,
  notAttributedMinor: 0,
  eligibleMinor: 0,
  notEligibleMinor: 0,
  creditedMinor: 0,
};
