import type { attribution } from '#contract/attribution';
import type { Handlers } from '#contract/operation';
import { type Layer2, STARTING_POLICY } from '#domain/attribution';
import {
  addDraft,
  findNewestPolicy,
  findPolicy,
  findStrangers,
  listPolicies,
  type PolicyVersion,
  publishPolicy,
  removeDraft,
  saveLayers,
} from '#store/attribution-policies';
import { listRuns } from '#store/attribution-runs';
import type { Db } from '#store/database';
import { findUnfinished, queueJob } from '#store/jobs';
import { explainOrder } from './attribution-evidence.ts';
import { getBreakdown, getWaterfall, listJudgements, questionOf } from './attribution-report.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

/** How many runs the page lists; older ones are still there for reports that name them. */
const RUNS_SHOWN = 50;

export const attributionApi: Handlers<typeof attribution, Ctx> = {
  'attribution.listPolicies': ({ db }) => listPolicies(db),

  'attribution.openDraft': async (ctx) => {
    const { db, actor, now } = ctx;
    const open = await findNewestPolicy(db, 'draft');
    if (open) return open;
    const { layer1, layer2 } = (await findNewestPolicy(db, 'published')) ?? STARTING_POLICY;
    const id = ctx.env.newId();
    await addDraft(db, { id, layer1, layer2, actorId: actor.userId, at: now });
    ctx.note(id);
    return mustFind(db, id);
  },

  'attribution.saveDraft': async (ctx, { versionId, revision, layer1, layer2 }) => {
    await draftAt(ctx.db, versionId, revision);
    await refuseStrangers(ctx.db, layer2);
    await saveLayers(ctx.db, versionId, layer1, layer2);
    ctx.note(versionId, { layer1, layer2 });
    return mustFind(ctx.db, versionId);
  },

  'attribution.discardDraft': async (ctx, { versionId }) => {
    const { layer1, layer2 } = await draftOf(ctx.db, versionId);
    await removeDraft(ctx.db, versionId);
    ctx.note(versionId, { layer1, layer2 });
    return { done: true };
  },

  'attribution.publishDraft': async (ctx, { versionId, revision, note }) => {
    const draft = await draftAt(ctx.db, versionId, revision);
    await refuseStrangers(ctx.db, draft.layer2);
    await publishPolicy(ctx.db, versionId, { note, actorId: ctx.actor.userId, at: ctx.now });
    ctx.note(versionId, { number: draft.number, layer1: draft.layer1, layer2: draft.layer2 });
    return mustFind(ctx.db, versionId);
  },

  'attribution.runAttribution': async (ctx) => {
    const running = await findUnfinished(ctx.db, 'attribution.run');
    if (running) throw new Refusal('attribution.alreadyRunning', { jobId: running.id });
    if (!(await findNewestPolicy(ctx.db, 'published'))) throw new Refusal('attribution.nothingPublished', {});
    return queue(ctx, 'attribution.run', {});
  },

  'attribution.listRuns': ({ db }) => listRuns(db, RUNS_SHOWN),
  'attribution.getWaterfall': getWaterfall,
  'attribution.getBreakdown': getBreakdown,
  'attribution.listJudgements': listJudgements,
  'attribution.explainOrder': explainOrder,
  'attribution.exportReport': async (ctx, input) => {
    const question = await questionOf(ctx, input);
    if (!question) throw new Refusal('api.notFound', { what: 'run', id: '' });
    // The run and currency that the asker sees, not those that are current when the job comes to it.
    const { run, filter } = question;
    return queue(ctx, 'attribution.export', { ...input, runSeq: run.seq, currency: filter.currency });
  },
};

async function queue(ctx: Ctx, kind: string, input: object): Promise<{ jobId: string }> {
  const jobId = ctx.env.newId();
  await queueJob(ctx.db, { id: jobId, kind, input, actorId: ctx.actor.userId, at: ctx.now });
  ctx.note(jobId);
  return { jobId };
}

async function mustFind(db: Db, id: string): Promise<PolicyVersion> {
  const version = await findPolicy(db, id);
  if (!version) throw new Refusal('api.notFound', { what: 'policyVersion', id });
  return version;
}

async function draftOf(db: Db, id: string): Promise<PolicyVersion> {
  const version = await mustFind(db, id);
  if (version.status !== 'draft') throw new Refusal('attribution.notADraft', {});
  return version;
}

/** The draft as the asker last saw it, or the refusal that somebody else has changed it since. */
async function draftAt(db: Db, id: string, revision: number): Promise<PolicyVersion> {
  const draft = await draftOf(db, id);
  if (draft.revision !== revision)
    throw new Refusal('attribution.draftChanged', { revision: draft.revision });
  return draft;
}

async function refuseStrangers(db: Db, layer2: Layer2): Promise<void> {
  const { lineId, categoryId } = await findStrangers(db, layer2);
  if (lineId !== undefined) throw new Refusal('attribution.unknownLine', { lineId });
  if (categoryId !== undefined) throw new Refusal('attribution.unknownCategory', { categoryId });
}
