import { evidenceText, type Evidence } from './evidence.ts';
import { countLosses, distanceOf, judgeTouches, type Verdict } from './judge.ts';
import type { Layer1, Layer2 } from './policy.ts';
import type { Bucket, EligibilityReason, LossReason, OrderReason } from './reason.ts';
import { type Deal, type Eligibility, eligibilityFinder, lineOf, settle, type Settled } from './settle.ts';
import type { Touch } from './touch.ts';

/** An order as both layers look at it; `refundsMinor` is the sum of its refunds. */
export type OrderFacts = {
  readonly closedAt: number;
  readonly amountMinor: number;
  readonly refundsMinor: number;
  readonly categoryId: string | null;
  readonly productLineId: string | null;
};

/** What layer 1 hands to layer 2: the reason, the winner, and the evidence so far. */
export type Finding = {
  readonly reason: OrderReason;
  readonly winner: Pick<Touch, 'id' | 'userId' | 'lineId'> | null;
  readonly evidence: Pick<Evidence, 'lost' | 'near'>;
};

/** The judgement of one order: one bucket, one reason, its money, and the evidence as stored. */
export type Judgement = Settled & {
  readonly bucket: Bucket;
  readonly reason: OrderReason;
  readonly repId: string | null;
  readonly followUpId: number | null;
  readonly lineId: string | null;
  readonly isEligible: boolean;
  readonly eligibilityReason: EligibilityReason;
  readonly evidence: string;
};

/** What layer 1 finds for an order that belongs to no card. */
export const NO_CONTACT: Finding = { reason: 'noContact', winner: null, evidence: { lost: {}, near: [] } };

type Near = Pick<Touch, 'id' | 'durationSeconds' | 'happenedAt' | 'recordedAt'>;

/** The evidence of layer 1, from a verdict and a way to look at the touches that it names. */
export function evidenceOf(
  policy: Layer1,
  closedAt: number,
  verdict: Verdict,
  touchAt: (position: number) => Near,
  lossAt: (position: number) => LossReason | null,
): Finding['evidence'] {
  const won = verdict.winner < 0 ? undefined : touchAt(verdict.winner);
  const near = verdict.near.flatMap((position) => {
    const reason = lossAt(position);
    if (reason === null) return [];
    const touch = touchAt(position);
    return [[touch.id, reason, distanceOf(policy, closedAt, touch, reason, won)] as const];
  });
  return { lost: countLosses(policy, verdict), near };
}

/** Both layers put together: what layer 1 found, whether the money counts, and what it comes to. */
export function conclude(
  order: OrderFacts,
  finding: Finding,
  decide: (deal: Deal) => Eligibility,
): Judgement {
  const { winner } = finding;
  const lineId = lineOf(winner?.lineId ?? null, order.productLineId);
  const { categoryId, closedAt } = order;
  const eligibility = winner ? decide({ lineId, categoryId, closedAt }) : null;
  const isEligible = eligibility !== null && eligibility.reason !== 'notAllowed';
  const rule = eligibility?.rule?.id;
  return {
    bucket: winner ? 'attributed' : 'notAttributed',
    reason: finding.reason,
    repId: winner?.userId ?? null,
    followUpId: winner?.id ?? null,
    lineId,
    isEligible,
    eligibilityReason: eligibility?.reason ?? 'notAttributed',
    ...settle(order.amountMinor, order.refundsMinor, winner !== null, isEligible),
    evidence: evidenceText({ ...finding.evidence, ...(rule === undefined ? {} : { rule }) }),
  };
}

/**
 * Judges one order from its facts: the same (policy, order, touches) is always the same judgement, to the letter of
 * its evidence, whatever the order of the touches. `touches` is null for an order without a card.
 */
export function judgeOrder(
  policy: { readonly layer1: Layer1; readonly layer2: Layer2 },
  order: OrderFacts,
  touches: readonly Touch[] | null,
) {
  const decide = eligibilityFinder(policy.layer2);
  if (touches === null) return { judgement: conclude(order, NO_CONTACT, decide), candidates: [] };
  const { verdict, candidates } = judgeTouches(policy.layer1, order.closedAt, touches);
  const ordered = candidates.map(({ touch }) => touch);
  const evidence = evidenceOf(
    policy.layer1,
    order.closedAt,
    verdict,
    (position) => ordered[position] ?? missing(position),
    (position) => candidates[position]?.lossReason ?? null,
  );
  const winner = ordered[verdict.winner] ?? null;
  return {
    judgement: conclude(order, { reason: verdict.reason, winner, evidence }, decide),
    candidates,
  };
}

function missing(position: number): never {
  throw new RangeError(`A verdict names touch ${position}, which is not there.`);
}
