import type { Handlers } from '#contract/operation';
import type { routingDecisions } from '#contract/routing-decisions';
import type { Facts } from '#domain/conditions';
import { DecisionReason, heldBackIn } from '#domain/distribution';
import { findLastJob, listUnfinished, queueJob } from '#store/jobs';
import { countByState, listDecisions } from '#store/routing-decisions';
import { listUnassigned } from '#store/routing-unassigned';
import type { Ctx } from './context.ts';
import { jobsSeenBy } from './jobs.ts';
import { Refusal } from './refusal.ts';
import { needRuleSet } from './routing.ts';
import { decisionRow, explainDecision, explainWhyNot } from './routing-explain.ts';

const RUN = 'routing.run';

export const routingDecisionsApi: Handlers<typeof routingDecisions, Ctx> = {
  'routing.getWaiting': async (ctx) => ({
    ...(await countByState(ctx.db, ctx.actor.scopes.routing)),
    lastRunJobId: await findLastJob(ctx.db, jobsSeenBy(ctx.actor), RUN),
    runs: (await listUnfinished(ctx.db, jobsSeenBy(ctx.actor), RUN)).map(
      ({ id, status, done, total, createdAt, userName, actorId }) => ({
        jobId: id,
        isRunning: status === 'running',
        done,
        total,
        askedAt: createdAt,
        askedBy: userName ?? actorId,
      }),
    ),
  }),

  'routing.runRouting': async (ctx, { ruleSetId, ...reach }) => {
    const set = await needRuleSet(ctx, ruleSetId);
    if (set.publishedVersionId === null) throw new Refusal('routing.nothingPublished', {});
    const ahead = await listUnfinished(ctx.db, { kind: 'all' }, RUN);
    const id = ctx.env.newId();
    const { userId: actorId } = ctx.actor;
    await queueJob(ctx.db, { id, kind: RUN, input: { ruleSetId, ...reach }, actorId, at: ctx.now });
    ctx.note(id, { ruleSetId, versionId: set.publishedVersionId, ...reach });
    return { jobId: id, waitsFor: ahead.at(-1)?.id ?? null };
  },

  'routing.listDecisions': async (ctx, filter) => {
    const { rows, total } = await listDecisions(ctx.db, ctx.actor.scopes.routing, filter);
    return { rows: rows.map(decisionRow), total };
  },

  'routing.listUnassigned': async (ctx, filter) => {
    const { rows, total, reasons } = await listUnassigned(ctx.db, ctx.actor.scopes.routing, filter);
    const parsed = <T extends { reason: string }>(row: T) => ({
      ...row,
      reason: DecisionReason.parse(row.reason),
    });
    return {
      rows: rows.map(({ evidence, ...row }) => ({
        ...parsed(row),
        missing: missingIn(evidence, row.triedAt),
      })),
      total,
      reasons: reasons.map(parsed),
    };
  },

  'routing.explainDecision': async (ctx, { id }) => explainDecision(ctx, id),

  'routing.explainWhyNot': async (ctx, { id, groupId }) => explainWhyNot(ctx, id, groupId),
};

function missingIn(evidence: string | null, triedAt: number): string[] {
  const held = evidence === null ? null : heldBackIn(JSON.parse(evidence) as Facts, triedAt);
  return held?.reason === 'missingData' ? held.missing : [];
}
