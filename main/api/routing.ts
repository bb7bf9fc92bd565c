import type { Handlers } from '#contract/operation';
import type { routing } from '#contract/routing';
import { catalogueOf } from '#domain/conditions';
import { draftProblems, type DraftProblem } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { mapFallbacks, mapKnownGroups } from '#store/routing-groups';
import {
  findDraft,
  findRuleSet,
  findVersion,
  insertDraft,
  insertRuleSet,
  listFacts,
  listRuleSets,
  listRules,
  listVersions,
  publishVersion,
  removeDraft,
  replaceRules,
  type RuleSet,
  type Version,
} from '#store/routing-rules';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';
import { refuseCircles } from './routing-groups.ts';

export const routingApi: Handlers<typeof routing, Ctx> = {
  'routing.listFacts': async (ctx) => {
    const facts = await listFacts(ctx.db);
    return facts.map(({ key, kind, label, values }) => ({ key, kind, label, values: [...values] }));
  },

  'routing.createRuleSet': async (ctx, { label }) => {
    const ruleSetId = ctx.env.newId();
    await insertRuleSet(ctx.db, ruleSetId, label);
    const versionId = await makeDraft(ctx, ruleSetId, null);
    ctx.note(ruleSetId, { label });
    return { ruleSetId, versionId };
  },

  'routing.listRuleSets': async (ctx) => {
    const versions = Map.groupBy(await listVersions(ctx.db), (version) => version.ruleSetId);
    return (await listRuleSets(ctx.db)).map((set) => {
      const own = versions.get(set.id) ?? [];
      const draft = own.find((version) => version.status === 'draft');
      return { ...set, draftVersionId: draft?.id ?? null, versions: own };
    });
  },

  'routing.listRules': async (ctx, { versionId }) => {
    const version = await needVersion(ctx, versionId);
    return { version, rules: await listRules(ctx.db, versionId) };
  },

  'routing.openDraft': async (ctx, { ruleSetId }) => {
    const set = await needRuleSet(ctx, ruleSetId);
    const versionId =
      (await findDraft(ctx.db, ruleSetId)) ?? (await makeDraft(ctx, ruleSetId, set.publishedVersionId));
    ctx.note(versionId, { ruleSetId });
    return { versionId };
  },

  'routing.saveDraft': async (ctx, { versionId, revision, rules }) => {
    const version = await needDraft(ctx, versionId, revision);
    await admitRules(ctx, rules);
    const written = await replaceRules(ctx.db, versionId, rules);
    ctx.note(versionId, { rules: rules.length, written });
    return { revision: version.revision + 1, problems: await problemsOf(ctx, rules) };
  },

  'routing.discardDraft': async (ctx, { versionId, revision }) => {
    const version = await needDraft(ctx, versionId, revision);
    await removeDraft(ctx.db, versionId);
    ctx.note(versionId, { ruleSetId: version.ruleSetId, rules: version.rules });
    return { done: true };
  },

  'routing.checkDraft': async (ctx, { versionId }) => {
    await needVersion(ctx, versionId);
    return problemsOf(ctx, await listRules(ctx.db, versionId));
  },

  'routing.publishDraft': async (ctx, { versionId, revision, note }) => {
    const { ruleSetId } = await needDraft(ctx, versionId, revision);
    const problems = await problemsOf(ctx, await listRules(ctx.db, versionId));
    if (problems.length > 0) throw new Refusal('routing.draftHasProblems', { problems: problems.length });
    refuseCircles(await mapFallbacks(ctx.db));
    const publishedBy = ctx.actor.userId;
    await publishVersion(ctx.db, { id: versionId, ruleSetId, note, publishedBy, publishedAt: ctx.now });
    ctx.note(versionId, { ruleSetId, note });
    return needVersion(ctx, versionId);
  },

  'routing.restoreVersion': async (ctx, { versionId }) => {
    const { ruleSetId, number } = await needVersion(ctx, versionId);
    const draft = await findDraft(ctx.db, ruleSetId);
    if (draft !== undefined) throw new Refusal('routing.draftExists', { versionId: draft });
    const restored = await makeDraft(ctx, ruleSetId, versionId);
    ctx.note(restored, { ruleSetId, from: number });
    return { versionId: restored };
  },
};

/** Refuses rows that cannot be stored; what only keeps a draft from being published is a problem, not a refusal. */
async function admitRules(ctx: Ctx, rules: readonly Rule[]): Promise<void> {
  const ids = new Set<string>();
  const groups = await mapFallbacks(ctx.db);
  for (const { id, groupId } of rules) {
    if (ids.has(id)) throw new Refusal('routing.duplicateRuleId', { ruleId: id });
    ids.add(id);
    if (!groups.has(groupId)) throw new Refusal('routing.unknownGroup', { groupId });
  }
}

async function problemsOf(ctx: Ctx, rules: readonly Rule[]): Promise<DraftProblem[]> {
  return draftProblems(rules, catalogueOf(await listFacts(ctx.db)), await mapKnownGroups(ctx.db));
}

async function makeDraft(ctx: Ctx, ruleSetId: string, copiedFrom: string | null): Promise<string> {
  const id = ctx.env.newId();
  await insertDraft(ctx.db, { id, ruleSetId, createdBy: ctx.actor.userId, createdAt: ctx.now }, copiedFrom);
  return id;
}

/** A rule set, or the refusal that there is none. */
export async function needRuleSet(ctx: Ctx, id: string): Promise<RuleSet> {
  const set = await findRuleSet(ctx.db, id);
  if (!set) throw new Refusal('api.notFound', { what: 'ruleSet', id });
  return set;
}

async function needVersion(ctx: Ctx, id: string): Promise<Version> {
  const version = await findVersion(ctx.db, id);
  if (!version) throw new Refusal('api.notFound', { what: 'version', id });
  return version;
}

/** A version that may still change; `revision` is the one its reader saw. */
async function needDraft(ctx: Ctx, id: string, revision: number): Promise<Version> {
  const version = await needVersion(ctx, id);
  if (version.status !== 'draft') throw new Refusal('routing.notADraft', {});
  if (revision !== version.revision)
    throw new Refusal('routing.draftChanged', { revision: version.revision });
  return version;
}
