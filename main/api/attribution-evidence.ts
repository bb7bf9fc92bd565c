import type { attribution } from '#contract/attribution';
import type { Handlers } from '#contract/operation';
import { maySee } from '#domain/access';
import { type Candidate, type Judgement, judgeOrder, type Touch } from '#domain/attribution';
import { findJudgement, type FoundJudgement, listRefunds, listTouches } from '#store/attribution-list';
import { findFinishedRun, type Run } from '#store/attribution-runs';
import { judgementRow } from './attribution-report.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

/** How many candidates an explanation lists; the busiest cards have thousands. */
const CANDIDATES_SHOWN = 1000;

type Handler = Handlers<typeof attribution, Ctx>['attribution.explainOrder'];

export const explainOrder: Handler = async (ctx, { orderId, runSeq }) => {
  const { db, actor } = ctx;
  const scope = actor.scopes.attribution;
  const run = await findFinishedRun(db, runSeq);
  const found = run && (await findJudgement(db, run.seq, orderId));
  if (!run || !found || !maySee(scope, found.repId)) throw new Refusal('attribution.notJudged', { orderId });
  const refunds = await listRefunds(db, orderId, run.lastRefundId);
  const touches = await touchesOf(ctx, run, found);
  const { judgement, candidates } = judgeOrder(run, factsOf(found, touches, refunds), touches);
  const rule = (JSON.parse(found.evidence) as { rule?: string }).rule;
  const ruleOf = run.layer2.rules.find(({ id }) => id === rule);
  const names = new Map(touches?.map(({ userId, userName }) => [userId, userName]));
  const shown = [...candidates].reverse().sort((a, b) => Number(b.won) - Number(a.won));
  return {
    judgement: judgementRow(found),
    policyNumber: run.policyNumber,
    layer1: run.layer1,
    layer2: run.layer2,
    candidates: shown.slice(0, CANDIDATES_SHOWN).map((candidate) => {
      const { userId } = candidate.touch;
      return candidateRow(candidate, maySee(scope, userId) ? (names.get(userId) ?? '') : null);
    }),
    candidateTotal: candidates.length,
    eligibilityRule: ruleOf ? { id: ruleOf.id, name: ruleOf.name } : null,
    refunds,
    reproduced: isSame(found, judgement),
  };
};

type NamedTouch = Touch & { userName: string };

async function touchesOf(ctx: Ctx, run: Run, found: FoundJudgement): Promise<NamedTouch[] | null> {
  if (found.cardId === null) return null;
  const invalid = new Set(run.invalidSeats);
  const rows = await listTouches(ctx.db, found.cardId, run.lastFollowUpId);
  return rows.map((row) => ({ ...row, seatIsValid: !invalid.has(row.userId) }));
}

/**
 * The facts of an order as the run saw them. The product's category and line are configuration, so the stored ones
 * hold; a line that the winning touch did not name was the product's.
 */
function factsOf(
  found: FoundJudgement,
  touches: readonly Touch[] | null,
  refunds: readonly { amountMinor: number }[],
) {
  const winner = touches?.find(({ id }) => id === found.followUpId);
  return {
    closedAt: found.closedAt,
    amountMinor: found.grossMinor,
    refundsMinor: refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    categoryId: found.categoryId,
    productLineId: winner?.lineId ? null : found.lineId,
  };
}

/** Whether judging again gave the stored judgement: reason, winner, line, money and the very text of the evidence. */
function isSame(found: FoundJudgement, again: Judgement): boolean {
  return (
    found.bucket === again.bucket &&
    found.reason === again.reason &&
    found.repId === again.repId &&
    found.followUpId === again.followUpId &&
    found.lineId === again.lineId &&
    (found.isEligible === 1) === again.isEligible &&
    found.eligibilityReason === again.eligibilityReason &&
    found.refundedMinor === again.refundedMinor &&
    found.creditedMinor === again.creditedMinor &&
    found.evidence === again.evidence
  );
}

/** A candidate; without a name where its person is outside the asker's scope. */
function candidateRow({ touch, won, lossReason, missedByMs }: Candidate, name: string | null) {
  return {
    followUpId: touch.id,
    userId: name === null ? '' : touch.userId,
    userName: name ?? '',
    channel: touch.channel,
    outcome: touch.outcome,
    happenedAt: touch.happenedAt,
    recordedAt: touch.recordedAt,
    durationSeconds: touch.durationSeconds,
    won,
    lossReason,
    missedByMs,
  };
}
