import type { OutputOf } from '#contract/contract';
import type { Handlers } from '#contract/operation';
import type { routing } from '#contract/routing';
import type { RowScope } from '#domain/access';
import { catalogueOf } from '#domain/conditions';
import { draftProblems, type DraftProblem, fallbackCircle, type Rule } from '#domain/routing';
import { findLastJob, findUnfinished, queueJob } from '#store/jobs';
import { countByState, listDecisions } from '#store/routing-decisions';
import {
  findUnknownUser,
  type GroupToSave,
  listGroups,
  mapFallbacks,
  mapKnownGroups,
  saveGroup,
} from '#store/routing-groups';
import {
  countPublishedRules,
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
import { jobsSeenBy } from './jobs.ts';
import { Refusal } from './refusal.ts';
import { decisionRow, explainDecision } from './routing-explain.ts';

const RUN = 'routing.run';

export const routingApi: Handlers<typeof routing, Ctx> = {
  'routing.listFacts': async (ctx) => {
    const facts = await listFacts(ctx.db);
    return facts.map(({ key, kind, label, values }) => ({ key, kind, label, values: [...values] }));
  },

  'routing.listGroups': async (ctx) => groupRows(ctx),

  'routing.saveGroup': async (ctx, { stamp, ...input }) => {
    const group: GroupToSave = { ...input, id: input.id ?? ctx.env.newId() };
    await admitGroup(ctx, group, input.id === undefined);
    const [known] = await groupRows(ctx, group.id);
    if (stamp !== undefined && stamp !== known?.stamp) throw new Refusal('routing.groupChanged', {});
    await saveGroup(ctx.db, group, ctx.env.newId);
    ctx.note(group.id, { before: known ? settingsOf(known) : null, after: settingsOf(group) });
    const [saved] = await groupRows(ctx, group.id);
    if (!saved) throw new Error(`Group ${group.id} was saved and is not there.`);
    return saved;
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

/** Who may edit groups sees who all their members are, for saving replaces them; everybody else those of their scope. */
async function groupRows({ db, actor, env }: Ctx, id?: string): Promise<OutputOf<'routing.listGroups'>> {
  const counts = await countPublishedRules(db);
  const scope: RowScope = actor.permissions.has('routing.edit') ? { kind: 'all' } : actor.scopes.routing;
  return (await listGroups(db, scope, id)).map((group) => ({
    ...group,
    rules: counts.get(group.id) ?? 0,
    stamp: env.sha256(JSON.stringify(settingsOf(group))),
  }));
}

/** What saving a group writes, whatever order its members came in. */
function settingsOf({ label, isOn, fallbackGroupId, members }: Omit<GroupToSave, 'id'>) {
  return {
    label,
    isOn,
    fallbackGroupId,
    members: members
      .map(({ userId, weight, openCap, isOn: takesPart }) => ({ userId, weight, openCap, isOn: takesPart }))
      .toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
  };
}

/** Refuses a group that cannot be: somebody twice or unknown, a fallback that is unknown or leads back, rules without anybody. */
async function admitGroup(ctx: Ctx, group: GroupToSave, isNew: boolean): Promise<void> {
  const { id, fallbackGroupId, members } = group;
  const fallbacks = await mapFallbacks(ctx.db);
  if (!isNew && !fallbacks.has(id)) throw new Refusal('api.notFound', { what: 'group', id });
  const users = members.map((member) => member.userId);
  const twice = users.find((userId, index) => users.indexOf(userId) !== index);
  if (twice !== undefined) throw new Refusal('routing.duplicateMember', { userId: twice });
  const unknown = await findUnknownUser(ctx.db, users);
  if (unknown !== undefined) throw new Refusal('routing.unknownUser', { userId: unknown });
  if (fallbackGroupId !== null && fallbackGroupId !== id && !fallbacks.has(fallbackGroupId))
    throw new Refusal('routing.unknownGroup', { groupId: fallbackGroupId });
  refuseCircles(new Map(fallbacks).set(id, fallbackGroupId));
  if (group.isOn || fallbackGroupId !== null) return;
  const rules = (await countPublishedRules(ctx.db)).get(id) ?? 0;
  if (rules > 0) throw new Refusal('routing.groupInUse', { rules });
}

function refuseCircles(fallbacks: ReadonlyMap<string, string | null>): void {
  for (const id of fallbacks.keys()) {
    const path = fallbackCircle(fallbacks, id);
    if (path) throw new Refusal('routing.fallbackCircle', { path });
  }
}

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

async function needRuleSet(ctx: Ctx, id: string): Promise<RuleSet> {
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
