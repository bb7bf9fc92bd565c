import type { attribution } from '#contract/attribution';
import type { Handlers } from '#contract/operation';
import type { EligibilityReason, OrderReason } from '#domain/attribution';
import { listJudgements as listSlice, type ListedJudgement } from '#store/attribution-list';
import {
  countSince,
  type Dimension,
  type GroupedSums,
  listCurrencies,
  listLabels,
  type OrderTotals,
  type Question,
  type ReportFilter,
  sumBy,
  sumOrders,
  type Sums,
} from '#store/attribution-report';
import { findFinishedRun } from '#store/attribution-runs';
import type { Db } from '#store/database';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

type Handler<K extends keyof typeof attribution> = Handlers<typeof attribution, Ctx>[K];

const NOTHING: Sums = {
  orders: 0,
  grossMinor: 0,
  refundedMinor: 0,
  attributedMinor: 0,
  eligibleMinor: 0,
  creditedMinor: 0,
};

/** What a label says where there is nothing to name: an order without a product, a deal without a rep. */
const NONE = { zh: '—', en: '—' };

export type ReportInput = Omit<ReportFilter, 'currency'> & {
  runSeq?: number | undefined;
  currency?: string | undefined;
};

export type ReportQuestion = Question & { readonly currencies: readonly string[] };

/** The run and currency that a filter means, for the asker's eyes; undefined while nothing has been judged. */
export async function questionOf(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  { runSeq, currency, ...filter }: ReportInput,
): Promise<ReportQuestion | undefined> {
  const run = await findFinishedRun(db, runSeq);
  if (!run && runSeq !== undefined) throw new Refusal('api.notFound', { what: 'run', id: String(runSeq) });
  if (!run) return undefined;
  const scope = actor.scopes.attribution;
  const currencies = await listCurrencies(db, run, scope);
  return { run, scope, currencies, filter: { ...filter, currency: currency ?? currencies[0] ?? 'CNY' } };
}

export const getWaterfall: Handler<'attribution.getWaterfall'> = async (ctx, input) => {
  const question = await questionOf(ctx, input);
  return question ? waterfallOf(ctx.db, question) : null;
};

/** The waterfall that a question is answered with. */
export async function waterfallOf(db: Db, question: ReportQuestion) {
  const { run, scope, filter, currencies } = question;
  const { currency } = filter;
  const rows = await sumBy(db, question, ['reason', 'eligibilityReason']);
  const sums = addUp(rows);
  const orderTotals = await sumOrders(db, question);
  const since = scope.kind === 'all' ? await countSince(db, run) : { orders: 0, refunds: 0, followUps: 0 };
  const months = await sumBy(db, { run, scope, filter: { currency } }, ['month']);
  const notAttributed = partsOf(rows, ([reason, eligibility]) =>
    eligibility === 'notAttributed' ? (reason as OrderReason) : null,
  );
  const notEligible = partsOf(rows, ([, eligibility]) =>
    eligibility === 'notAllowed' ? (eligibility as EligibilityReason) : null,
  );
  return {
    runSeq: run.seq,
    policyNumber: run.policyNumber,
    finishedAt: run.finishedAt ?? 0,
    currencies: [...currencies],
    currency,
    months: months.map(({ keys }) => keys[0] ?? '').sort(),
    sums,
    notAttributed,
    notEligible,
    orderTotals,
    unjudged: since.orders,
    newRefunds: since.refunds,
    newFollowUps: since.followUps,
    tiesOut: tiesOut(sums, total(notAttributed), total(notEligible), orderTotals),
  };
}

/** Net money by a reason read off the keys, the largest first; rows without one are left out. */
function partsOf<K extends string>(
  rows: readonly GroupedSums[],
  reasonOf: (keys: GroupedSums['keys']) => K | null,
): { reason: K; orders: number; netMinor: number }[] {
  const parts = new Map<K, { reason: K; orders: number; netMinor: number }>();
  for (const { keys, orders, grossMinor, refundedMinor } of rows) {
    const reason = reasonOf(keys);
    if (reason === null) continue;
    const part = parts.get(reason) ?? { reason, orders: 0, netMinor: 0 };
    parts.set(reason, part);
    part.orders += orders;
    part.netMinor += grossMinor - refundedMinor;
  }
  return [...parts.values()].sort((a, b) => b.netMinor - a.netMinor || (a.reason < b.reason ? -1 : 1));
}

function addUp(rows: readonly Sums[]): Sums {
  return rows.reduce(
    (sum, row) => ({
      orders: sum.orders + row.orders,
      grossMinor: sum.grossMinor + row.grossMinor,
      refundedMinor: sum.refundedMinor + row.refundedMinor,
      attributedMinor: sum.attributedMinor + row.attributedMinor,
      eligibleMinor: sum.eligibleMinor + row.eligibleMinor,
      creditedMinor: sum.creditedMinor + row.creditedMinor,
    }),
    NOTHING,
  );
}

function total(parts: readonly { netMinor: number }[]): number {
  return parts.reduce((sum, { netMinor }) => sum + netMinor, 0);
}

/** Whether the waterfall adds up at every step and, where the orders can be asked, starts from what they say. */
function tiesOut(
  sums: Sums,
  notAttributed: number,
  notEligible: number,
  orders: OrderTotals | null,
): boolean {
  const addsUp =
    sums.grossMinor - sums.refundedMinor === sums.attributedMinor + notAttributed &&
    sums.attributedMinor === sums.eligibleMinor + notEligible &&
    sums.creditedMinor === sums.eligibleMinor;
  const startsRight =
    orders === null ||
    (orders.orders === sums.orders &&
      orders.grossMinor === sums.grossMinor &&
      orders.refundedMinor === sums.refundedMinor);
  return addsUp && startsRight;
}

export const getBreakdown: Handler<'attribution.getBreakdown'> = async (ctx, { by, ...input }) => {
  const question = await questionOf(ctx, input);
  return question ? breakdownOf(ctx.db, question, by) : [];
};

/** The sums of a question by one dimension, with the labels of its keys. */
export async function breakdownOf(db: Db, question: Question, by: Dimension) {
  const rows = await sumBy(db, question, [by]);
  const labels = await listLabels(db, by);
  const named = rows.map(({ keys, ...sums }) => {
    const key = keys[0] ?? '';
    const label = key === '' ? NONE : (labels.get(key) ?? { zh: key, en: key });
    return { ...sums, key, label };
  });
  return named.sort(
    by === 'month'
      ? (a, b) => (a.key < b.key ? -1 : 1)
      : (a, b) =>
          b.creditedMinor - a.creditedMinor || b.grossMinor - a.grossMinor || (a.key < b.key ? -1 : 1),
  );
}

export const listJudgements: Handler<'attribution.listJudgements'> = async (
  ctx,
  { offset, limit, ...input },
) => {
  const question = await questionOf(ctx, input);
  if (!question) return { rows: [], total: 0, sums: NOTHING };
  const sums = addUp(await sumBy(ctx.db, question, []));
  const rows = await listSlice(ctx.db, question, { offset, limit });
  return { rows: rows.map(judgementRow), total: sums.orders, sums };
};

/** A judgement as the border shows it. */
export function judgementRow(found: ListedJudgement) {
  const { productZh, productEn, unitZh, unitEn, isEligible, ...rest } = found;
  return {
    orderId: rest.orderId,
    externalId: rest.externalId,
    contact: rest.contact,
    product: productZh.trim() === '' ? NONE : { zh: productZh, en: productEn },
    closedAt: rest.closedAt,
    bucket: rest.bucket,
    reason: rest.reason,
    repId: rest.repId,
    repName: rest.repName,
    unit: unitZh === null ? null : { zh: unitZh, en: unitEn ?? '' },
    isEligible: isEligible === 1,
    eligibilityReason: rest.eligibilityReason,
    currency: rest.currency,
    grossMinor: rest.grossMinor,
    refundedMinor: rest.refundedMinor,
    attributedMinor: rest.attributedMinor,
    eligibleMinor: rest.eligibleMinor,
    creditedMinor: rest.creditedMinor,
  };
}
