import type { Handlers } from '#contract/operation';
import type { routingDecisions } from '#contract/routing-decisions';
import { findLastJob, findUnfinished, queueJob } from '#store/jobs';
import { countByState, listDecisions } from '#store/routing-decisions';
import type { Ctx } from './context.ts';
import { jobsSeenBy } from './jobs.ts';
import { Refusal } from './refusal.ts';
import { needRuleSet } from './routing.ts';
import { decisionRow, explainDecision } from './routing-explain.ts';

const RUN = 'routing.run';

export const routingDecisionsApi: Handlers<typeof routingDecisions, Ctx> = {
  'routing.getWaiting': async (ctx) => ({
    ...(await countByState(ctx.db, ctx.actor.scopes.routing)),
    lastRunJobId: await findLastJob(ctx.db, jobsSeenBy(ctx.actor), RUN),
  }),

  'routing.runRouting': async (ctx, { ruleSetId, retryUnassigned }) => {
    const set = await needRuleSet(ctx, ruleSetId);
    if (set.publishedVersionId === null) throw new Refusal('routing.nothingPublished', {});
    const running = await findUnfinished(ctx.db, RUN);
    if (running) throw new Refusal('routing.alreadyRunning', { jobId: running.id });
    const id = ctx.env.newId();
    const { userId: actorId } = ctx.actor;
    await queueJob(ctx.db, { id, kind: RUN, input: { ruleSetId, retryUnassigned }, actorId, at: ctx.now });
    ctx.note(id, { ruleSetId, versionId: set.publishedVersionId, retryUnassigned });
    return { jobId: id };
  },

  'routing.listDecisions': async (ctx, filter) => {
    const { rows, total } = await listDecisions(ctx.db, ctx.actor.scopes.routing, filter);
    return { rows: rows.map(decisionRow), total };
  },

  'routing.explainDecision': async (ctx, { id }) => explainDecision(ctx, id),
};
