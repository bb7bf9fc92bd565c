import type { Handlers } from '#contract/operation';
import type { routingRelease } from '#contract/routing-release';
import { approvalHindrance, failedCases, publishGate } from '#domain/routing';
import { findSetOfCase, listCases, removeCase, saveCase } from '#store/routing-cases';
import { mapFallbacks } from '#store/routing-groups';
import { findReplay } from '#store/routing-replay';
import { listRules, type Version } from '#store/routing-rules';
import { insertDraft, publishVersion, reopenVersion, submitVersion } from '#store/routing-versions';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';
import { admitRevision, needDraft, needRuleSet, needVersion, problemsOf, versionRow } from './routing.ts';
import { refuseCircles } from './routing-groups.ts';

const NAMES_TOLD = 5;

export const routingReleaseApi: Handlers<typeof routingRelease, Ctx> = {
  'routing.submitDraft': async (ctx, { versionId, revision, note }) => {
    const version = await needDraft(ctx, versionId, revision);
    await admitContent(ctx, version, ctx.now);
    await submitVersion(ctx.db, { id: versionId, note, by: ctx.actor.userId, at: ctx.now });
    ctx.note(versionId, { ruleSetId: version.ruleSetId, note });
    return answer(ctx, versionId);
  },

  'routing.withdrawDraft': async (ctx, { versionId }) => {
    const { ruleSetId } = await needSubmitted(ctx, versionId);
    await reopenVersion(ctx.db, versionId, null);
    ctx.note(versionId, { ruleSetId });
    return answer(ctx, versionId);
  },

  'routing.sendBack': async (ctx, { versionId, reason }) => {
    const version = await needSubmitted(ctx, versionId);
    admitApprover(ctx, version);
    await reopenVersion(ctx.db, versionId, { by: ctx.actor.userId, reason });
    ctx.note(versionId, { ruleSetId: version.ruleSetId, reason });
    return answer(ctx, versionId);
  },

  'routing.approveDraft': async (ctx, { versionId, revision, effectiveAt }) => {
    const version = await needSubmitted(ctx, versionId);
    admitRevision(version, revision);
    admitApprover(ctx, version);
    await admitContent(ctx, version, admitTime(ctx, effectiveAt));
    const approvedBy = ctx.actor.userId;
    await publish(ctx, { id: versionId, note: version.note, approvedBy, effectiveAt });
    ctx.note(versionId, { ruleSetId: version.ruleSetId, submittedBy: version.submittedBy, effectiveAt });
    return answer(ctx, versionId);
  },

  'routing.publishDraft': async (ctx, { versionId, revision, note, effectiveAt }) => {
    const version = await needDraft(ctx, versionId, revision);
    await admitContent(ctx, version, admitTime(ctx, effectiveAt));
    await admitImpact(ctx, version);
    await publish(ctx, { id: versionId, note, effectiveAt });
    ctx.note(versionId, { ruleSetId: version.ruleSetId, note, effectiveAt });
    return answer(ctx, versionId);
  },

  'routing.rollBack': async (ctx, { versionId: bringsBack }) => {
    const { ruleSetId, number, status } = await needVersion(ctx, bringsBack);
    if (status !== 'published') throw new Refusal('routing.nothingPublished', {});
    const id = ctx.env.newId();
    const made = { id, ruleSetId, createdBy: ctx.actor.userId, createdAt: ctx.now, bringsBack };
    await insertDraft(ctx.db, made, bringsBack);
    await publish(ctx, { id, note: '' });
    ctx.note(id, { ruleSetId, bringsBack: number });
    return answer(ctx, id);
  },

  'routing.listCases': async (ctx, { ruleSetId }) => {
    await needRuleSet(ctx, ruleSetId);
    return (await listCases(ctx.db, ruleSetId)).map(({ facts, ...each }) => ({
      ...each,
      facts: { ...facts },
    }));
  },

  'routing.saveCase': async (ctx, { ruleSetId, id = ctx.env.newId(), ...told }) => {
    await needRuleSet(ctx, ruleSetId);
    const owner = await findSetOfCase(ctx.db, id);
    if (owner !== undefined && owner !== ruleSetId) throw new Refusal('api.notFound', { what: 'case', id });
    const groups = await mapFallbacks(ctx.db);
    if (!groups.has(told.groupId)) throw new Refusal('routing.unknownGroup', { groupId: told.groupId });
    const saved = { id, ...told };
    await saveCase(ctx.db, { ...saved, ruleSetId, createdBy: ctx.actor.userId, createdAt: ctx.now });
    ctx.note(id, { ruleSetId, ...told });
    return saved;
  },

  'routing.removeCase': async (ctx, { id }) => {
    const ruleSetId = await findSetOfCase(ctx.db, id);
    if (ruleSetId === undefined) throw new Refusal('api.notFound', { what: 'case', id });
    await removeCase(ctx.db, id);
    ctx.note(id, { ruleSetId });
    return { done: true };
  },
};

async function answer(ctx: Ctx, versionId: string) {
  return versionRow(ctx, await needVersion(ctx, versionId));
}

async function needSubmitted(ctx: Ctx, id: string): Promise<Version> {
  const version = await needVersion(ctx, id);
  if (version.status !== 'submitted') throw new Refusal('routing.notSubmitted', {});
  return version;
}

/** Nobody approves, or sends back, what they submitted or edited last themselves. */
function admitApprover(ctx: Ctx, version: Version): void {
  const hindrance = approvalHindrance(version, ctx.actor.userId);
  if (hindrance !== null) throw new Refusal(`routing.${hindrance}`, {});
}

/** When a version is to decide first; refused where that is past. */
function admitTime(ctx: Ctx, effectiveAt: number | undefined): number {
  if (effectiveAt !== undefined && effectiveAt < ctx.now) throw new Refusal('routing.effectiveInThePast', {});
  return effectiveAt ?? ctx.now;
}

/** Refuses rules with problems, and rules that break a saved case at the moment from which they decide. */
async function admitContent(ctx: Ctx, { id, ruleSetId }: Version, at: number): Promise<void> {
  const rules = await listRules(ctx.db, id);
  const problems = await problemsOf(ctx, rules);
  if (problems.length > 0) throw new Refusal('routing.draftHasProblems', { problems: problems.length });
  refuseCircles(await mapFallbacks(ctx.db));
  const failed = failedCases(rules, await listCases(ctx.db, ruleSetId), at);
  if (failed.length === 0) return;
  const names = failed.slice(0, NAMES_TOLD).map((each) => each.case.name);
  throw new Refusal('routing.casesFail', { count: failed.length, names });
}

/** Only a replay beside the version in force says what publishing changes. */
async function admitImpact(ctx: Ctx, { id: versionId, ruleSetId, revision }: Version): Promise<void> {
  const { approvalShare: share, publishedVersionId: baselineVersionId } = await needRuleSet(ctx, ruleSetId);
  const impact = await findReplay(ctx.db, { versionId, revision, baselineVersionId });
  switch (publishGate(share, impact)) {
    case 'open':
      return;
    case 'needsReplay':
      throw new Refusal('routing.needsReplay', {});
    case 'needsApproval':
      throw new Refusal('routing.needsApproval', {
        moved: impact?.moved ?? 0,
        received: impact?.received ?? 0,
        share: share ?? 0,
      });
  }
}

async function publish(
  ctx: Ctx,
  version: { id: string; note: string; approvedBy?: string; effectiveAt?: number | undefined },
): Promise<void> {
  const { effectiveAt = null, ...rest } = version;
  await publishVersion(ctx.db, {
    ...rest,
    effectiveAt,
    publishedBy: ctx.actor.userId,
    publishedAt: ctx.now,
  });
}
