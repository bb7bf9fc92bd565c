import { Refusal } from '#api/refusal';
import {
  conclude,
  eligibilityFinder,
  evidenceOf,
  judgeSpan,
  lossOf,
  monthFinder,
  NO_CONTACT,
} from '#domain/attribution';
import {
  countOrders,
  externalIdReader,
  listCardsWithOrders,
  listInvalidSeats,
  mapProducts,
  mapUnits,
  type OrderRow,
  orderReader,
  readMarks,
  readTouches,
  type TouchRow,
} from '#store/attribution-facts';
import { type JudgementRow, judgementWriter } from '#store/attribution-judgements';
import {
  abandonRun,
  companyZone,
  findPublishedPolicy,
  findRivalRun,
  findRun,
  type Run,
  startRun,
  sweepAbandoned,
} from '#store/attribution-runs';
import { closeRun, type RunResult, type Token } from './attribution-close.ts';
import { type CardTouches, loadTouches } from './attribution-touches.ts';
import { Interrupted, type Job, type JobContext } from './job.ts';

/** How long one chunk may hold the write lock, in ms; its size follows. */
const CHUNK_MS = 25;

/**
 * Judges every order there is with the published policy: one judgement each, the roll-ups that the report reads, and
 * the proof that they add up to the order table. Only then is the run finished and current. After a crash it goes on
 * behind the last stored chunk with the policy, marks, seats and zone that it started with.
 */
export const runAttribution: Job = async (ctx): Promise<RunResult> => {
  const token = (ctx.job.token as Token | null) ?? openRun(ctx);
  const run = await findRun(ctx.store.db, token.runSeq);
  if (!run) throw new Error(`Attribution run ${token.runSeq} is gone.`);
  ctx.note(String(run.seq), { policy: run.policyNumber, orders: run.orders });
  try {
    if (run.status === 'abandoned') throw new Refusal('attribution.factsChanged', {});
    return closeRun(ctx, run, token.phase === 'judging' ? judgeAll(ctx, run, token) : token);
  } catch (error) {
    if (!(error instanceof Interrupted)) giveUp(ctx, run);
    throw error;
  }
};

/** Clears what abandoned runs left, and writes the new run down with all that it will judge by. */
function openRun(ctx: JobContext): Token {
  const { raw } = ctx.store;
  const rival = findRivalRun(raw, ctx.job.id);
  if (rival) throw new Refusal('attribution.alreadyRunning', rival);
  const policyId = findPublishedPolicy(raw);
  if (policyId === undefined) throw new Refusal('attribution.nothingPublished', {});
  for (let swept = 1; swept > 0; )
    swept = ctx.chunk(() => ({
      value: sweepAbandoned(raw, 1000),
      progress: { phase: 'sweeping', done: 0, total: 0 },
    }));
  return ctx.chunk(() => {
    const marks = readMarks(raw);
    const orders = countOrders(raw, marks);
    const runSeq = startRun(raw, {
      ...marks,
      orders,
      jobId: ctx.job.id,
      policyId,
      invalidSeats: listInvalidSeats(raw),
      zone: companyZone(raw),
      startedAt: ctx.env.now(),
    });
    const token: Token = { runSeq, phase: 'judging', after: 0, done: 0 };
    return { value: token, progress: { phase: 'loading', done: 0, total: orders, token } };
  });
}

/** A run that cannot end is never current. What it left is swept by the next one. */
function giveUp(ctx: JobContext, run: Run): void {
  try {
    ctx.chunk(() => ({
      value: abandonRun(ctx.store.raw, run.seq),
      progress: { phase: 'abandoning', done: 0, total: 0 },
    }));
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    // The store is full or locked: the run stays unfinished, and the next one abandons it.
  }
}

function judgeAll(ctx: JobContext, run: Run, from: Token): Token {
  const { raw } = ctx.store;
  const touches = loadTouches(
    watched(ctx, run, from.done),
    listCardsWithOrders(raw, run),
    run.layer1,
    new Set(run.invalidSeats),
    externalIdReader(raw),
  );
  const judge = judgeWith(ctx, run, touches);
  const nextOrders = orderReader(raw, run);
  const store = judgementWriter(raw, run.seq);
  let token = from;
  for (let size = 500; ; ) {
    const orders = nextOrders(token.after, size);
    const last = orders.at(-1);
    if (!last) return { ...token, phase: 'rollups', after: 0 };
    const rows = orders.map(judge);
    token = { ...token, after: last.id, done: token.done + rows.length };
    const began = performance.now();
    ctx.chunk(() => {
      store(rows);
      return { value: null, progress: { phase: 'judging', done: token.done, total: run.orders, token } };
    });
    const factor = CHUNK_MS / (performance.now() - began);
    size = Math.round(Math.min(4000, Math.max(500, size * Math.min(2, factor))));
  }
}

/** The pages of follow-ups, with a look between them whether somebody cancelled. */
function* watched(ctx: JobContext, run: Run, done: number): Generator<TouchRow[]> {
  for (const page of readTouches(ctx.store.raw, run)) {
    ctx.pulse({ phase: 'loading', done, total: run.orders });
    yield page;
  }
}

/** Answers what turns one order into its judgement row. */
function judgeWith(ctx: JobContext, run: Run, touches: CardTouches): (order: OrderRow) => JudgementRow {
  const { raw } = ctx.store;
  const products = mapProducts(raw);
  const units = mapUnits(raw);
  const decide = eligibilityFinder(run.layer2);
  const monthOf = monthFinder(run.zone);
  const { columns, sorted, touchAt } = touches;
  const find = ({ cardId, closedAt }: OrderRow) => {
    if (cardId === null) return NO_CONTACT;
    const { from, to } = touches.spanOf(cardId);
    const verdict = judgeSpan(run.layer1, closedAt, columns, sorted, from, to);
    const lossAt = (position: number) => lossOf(run.layer1, closedAt, columns, sorted, verdict, position);
    return {
      reason: verdict.reason,
      winner: verdict.winner < 0 ? null : touchAt(verdict.winner),
      evidence: evidenceOf(run.layer1, closedAt, verdict, touchAt, lossAt),
    };
  };
  return (order) => {
    const product = order.productId === null ? undefined : products.get(order.productId);
    const categoryId = product?.categoryId ?? null;
    const facts = { ...order, categoryId, productLineId: product?.lineId ?? null };
    const judgement = conclude(facts, find(order), decide);
    const { repId } = judgement;
    return {
      ...judgement,
      orderId: order.id,
      unitId: repId === null ? null : (units.get(repId) ?? null),
      productId: order.productId,
      categoryId,
      closedAt: order.closedAt,
      month: monthOf(order.closedAt),
      currency: order.currency,
    };
  };
}
