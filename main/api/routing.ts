import type { Handlers } from '#contract/operation';
import type { OutputOf } from '#contract/contract';
import type { routing } from '#contract/routing';
import { catalogueOf } from '#domain/conditions';
import { approvalHindrance, draftProblems, type DraftProblem } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { listLines } from '#store/contacts';
import { mapUserNames } from '#store/routing-decisions';
import { mapFallbacks, mapKnownGroups } from '#store/routing-groups';
import { listRowEditors, replaceRules, saveRows } from '#store/routing-rows';
import {
  countRules,
  findRuleSet,
  findVersion,
  listFacts,
  listRuleSets,
  listRules,
  listVersions,
  type RuleSet,
  type Version,
} from '#store/routing-rules';
import {
  findDraft,
  findSetOfLine,
  insertDraft,
  insertRuleSet,
  removeDraft,
  updateRuleSet,
} from '#store/routing-versions';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

const MOST_RULES = 20_000;

export const routingApi: Handlers<typeof routing, Ctx> = {
  'routing.listFacts': async (ctx) => {
    const facts = await listFacts(ctx.db);
    return facts.map(({ key, kind, label, values }) => ({ key, kind, label, values: [...values] }));
  },

  'routing.createRuleSet': async (ctx, settings) => {
    const ruleSetId = ctx.env.newId();
    await admitLine(ctx, ruleSetId, settings.lineId);
    await insertRuleSet(ctx.db, ruleSetId, settings);
    const versionId = await makeDraft(ctx, ruleSetId, null);
    ctx.note(ruleSetId, settings);
    return { ruleSetId, versionId };
  },

  'routing.saveRuleSet': async (ctx, { ruleSetId, ...settings }) => {
    const { label, lineId, approvalShare } = await needRuleSet(ctx, ruleSetId);
    await admitLine(ctx, ruleSetId, settings.lineId);
    await updateRuleSet(ctx.db, ruleSetId, settings);
    ctx.note(ruleSetId, { before: { label, lineId, approvalShare }, after: settings });
    return { done: true };
  },

  'routing.listRuleSets': async (ctx) => {
    const versions = Map.groupBy(await listVersions(ctx.db), (version) => version.ruleSetId);
    return (await listRuleSets(ctx.db, ctx.now)).map((set) => {
      const own = versions.get(set.id) ?? [];
      const draft = own.find((version) => version.status !== 'published');
      return {
        ...set,
        draftVersionId: draft?.id ?? null,
        versions: own.map((each) => versionRow(ctx, each)),
      };
    });
  },

  'routing.listRules': async (ctx, { versionId, offset, limit }) => {
    const version = await needVersion(ctx, versionId);
    const isPart = offset !== undefined || limit !== undefined;
    const rules = await listRules(ctx.db, versionId, isPart ? { offset, limit } : undefined);
    const total = isPart ? await countRules(ctx.db, versionId) : rules.length;
    return { version: versionRow(ctx, version), rules, total };
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
    const written = await replaceRules(ctx.db, writingOf(ctx, versionId), rules);
    ctx.note(versionId, { rules: rules.length, written });
    return { revision: version.revision + 1, problems: await problemsOf(ctx, rules) };
  },

  'routing.saveRows': async (ctx, { versionId, changes }) => {
    const version = await needDraft(ctx, versionId);
    await admitRules(
      ctx,
      changes.flatMap(({ rule }) => rule ?? []),
    );
    for (const { id, rule } of changes)
      if (rule && rule.id !== id) throw new Refusal('routing.duplicateRuleId', { ruleId: rule.id });
    const saved = await saveRows(ctx.db, writingOf(ctx, versionId), changes);
    const { rules, conflicts, written } = saved;
    if (rules.length > MOST_RULES)
      throw new Refusal('routing.draftTooLong', { rules: rules.length, limit: MOST_RULES });
    ctx.note(versionId, { changes: changes.length, written, conflicts: conflicts.length });
    const names = await mapUserNames(
      ctx.db,
      { kind: 'all' },
      conflicts.flatMap(({ by }) => by ?? []),
    );
    return {
      revision: version.revision + (written > 0 ? 1 : 0),
      conflicts: conflicts.map(({ by, ...conflict }) => ({
        ...conflict,
        byName: by === null ? null : (names.get(by) ?? by),
      })),
      problems: await problemsOf(ctx, rules),
    };
  },

  'routing.listRowEditors': (ctx, { versionId, ids }) => listRowEditors(ctx.db, versionId, ids),

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

/** Refuses a line that is unknown, or that another rule set takes already. */
async function admitLine(ctx: Ctx, ruleSetId: string, lineId: string | null): Promise<void> {
  if (lineId === null) return;
  const lines = await listLines(ctx.db);
  if (!lines.some(({ id }) => id === lineId)) throw new Refusal('api.notFound', { what: 'line', id: lineId });
  const taken = await findSetOfLine(ctx.db, lineId);
  if (taken !== undefined && taken !== ruleSetId) throw new Refusal('routing.lineHasSet', { lineId });
}

const writingOf = (ctx: Ctx, versionId: string) => ({ versionId, by: ctx.actor.userId, at: ctx.now });

/** Everything wrong with a draft's rules now. */
export async function problemsOf(ctx: Ctx, rules: readonly Rule[]): Promise<DraftProblem[]> {
  return draftProblems(rules, catalogueOf(await listFacts(ctx.db)), await mapKnownGroups(ctx.db));
}

async function makeDraft(ctx: Ctx, ruleSetId: string, copiedFrom: string | null): Promise<string> {
  const id = ctx.env.newId();
  await insertDraft(ctx.db, { id, ruleSetId, createdBy: ctx.actor.userId, createdAt: ctx.now }, copiedFrom);
  return id;
}

/** A version as the asker sees it. */
export function versionRow(ctx: Ctx, version: Version): OutputOf<'routing.listRules'>['version'] {
  const { editedBy, submittedBy, ...row } = version;
  const mayApprove =
    version.status === 'submitted' &&
    ctx.actor.permissions.has('routing.approve') &&
    approvalHindrance({ editedBy, submittedBy }, ctx.actor.userId) === null;
  return { ...row, mayApprove };
}

/** A rule set, or the refusal that there is none. */
export async function needRuleSet(ctx: Ctx, id: string): Promise<RuleSet> {
  const set = await findRuleSet(ctx.db, id, ctx.now);
  if (!set) throw new Refusal('api.notFound', { what: 'ruleSet', id });
  return set;
}

/** A version, or the refusal that there is none. */
export async function needVersion(ctx: Ctx, id: string): Promise<Version> {
  const version = await findVersion(ctx.db, id);
  if (!version) throw new Refusal('api.notFound', { what: 'version', id });
  return version;
}

/** A version that may still change; `revision`, where it matters, is the one its reader saw. */
export async function needDraft(ctx: Ctx, id: string, revision?: number): Promise<Version> {
  const version = await needVersion(ctx, id);
  if (version.status === 'published') throw new Refusal('routing.notADraft', {});
  if (version.status === 'submitted') throw new Refusal('routing.draftSubmitted', {});
  admitRevision(version, revision ?? version.revision);
  return version;
}

/** Refuses where somebody else changed the draft since it was read. */
export function admitRevision(version: Version, revision: number): void {
  if (revision !== version.revision)
    throw new Refusal('routing.draftChanged', { revision: version.revision });
}
