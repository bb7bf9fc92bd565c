import type { Handlers } from '#contract/operation';
import type { routingReplay } from '#contract/routing-replay';
import type { ReplayResult } from '#domain/replay';
import { queueJob } from '#store/jobs';
import { listGroups, mapGroupLabels } from '#store/routing-groups';
import { findLastReplay, findRunningReplay, listAmong } from '#store/routing-replay';
import { findVersion, listRules } from '#store/routing-rules';
import { refuseClosedConditions } from './columns.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';
import { needRuleSet } from './routing.ts';

export const routingReplayApi: Handlers<typeof routingReplay, Ctx> = {
  'routing.startReplay': async (ctx, { versionId, revision, baselineVersionId }) => {
    const version = await needVersion(ctx, versionId);
    if (revision !== version.revision)
      throw new Refusal('routing.draftChanged', { revision: version.revision });
    refuseClosedConditions(
      ctx.actor.columns,
      (await listRules(ctx.db, versionId)).map(({ condition }) => condition),
    );
    const baseline = baselineVersionId
      ? (await needVersion(ctx, baselineVersionId)).id
      : (await needRuleSet(ctx, version.ruleSetId)).publishedVersionId;
    const id = ctx.env.newId();
    const input = { versionId, revision, baselineVersionId: baseline };
    await queueJob(ctx.db, { id, kind: 'routing.replay', input, actorId: ctx.actor.userId, at: ctx.now });
    ctx.note(versionId, { revision, baselineVersionId: baseline });
    return { jobId: id };
  },

  'routing.getReplay': async (ctx, { versionId }) => {
    await needVersion(ctx, versionId);
    const running = await findRunningReplay(ctx.db, versionId);
    const last = await findLastReplay(ctx.db, versionId);
    return {
      running: running
        ? {
            jobId: running.id,
            done: running.done,
            total: running.total,
            partial: running.token && counted(running.token),
          }
        : null,
      last: last
        ? {
            ...counted(last.result),
            revision: last.revision,
            baselineVersionId: last.baselineVersionId,
            baselineNumber:
              last.baselineVersionId === null
                ? null
                : ((await findVersion(ctx.db, last.baselineVersionId))?.number ?? null),
            at: last.at,
            shares: await sharesOf(ctx, last.result),
          }
        : null,
    };
  },

  'routing.listMoved': async (ctx, { versionId, offset, limit }) => {
    await needVersion(ctx, versionId);
    const last = await findLastReplay(ctx.db, versionId);
    if (!last) return { rows: [], total: 0 };
    const moved = new Map(last.result.list.map((each) => [each.id, each]));
    const seen = await listAmong(ctx.db, ctx.actor.scopes.routing, [...moved.keys()]);
    const page = seen.slice(offset, offset + limit);
    const labels = await mapGroupLabels(ctx.db);
    const after = await rulesById(ctx, versionId);
    const before = last.baselineVersionId === null ? new Map() : await rulesById(ctx, last.baselineVersionId);
    const label = (groupId: string | null | undefined) =>
      (groupId === null || groupId === undefined ? undefined : labels.get(groupId)) ?? null;
    const rows = page.map(({ id, title, contact, createdAt }) => {
      const rules = moved.get(id);
      return {
        opportunityId: id,
        title,
        contact,
        createdAt,
        from: label(rules?.from),
        to: label(rules?.to),
        ruleBefore: before.get(rules?.before ?? '') ?? null,
        ruleAfter: after.get(rules?.after ?? '') ?? null,
      };
    });
    return { rows, total: seen.length };
  },
};

function counted({ received, moved, flows, groups, rules }: ReplayResult) {
  return { received, moved, flows, groups, rules };
}

async function needVersion(ctx: Ctx, id: string) {
  const version = await findVersion(ctx.db, id);
  if (!version) throw new Refusal('api.notFound', { what: 'version', id });
  return version;
}

/** Rule → its name now; a draft's row may be another since, or gone. */
async function rulesById(ctx: Ctx, versionId: string): Promise<Map<string, string>> {
  return new Map((await listRules(ctx.db, versionId)).map(({ id, name }) => [id, name]));
}

/** What the members of each group may expect: its counts by weight, as far as the asker may see them. */
async function sharesOf(ctx: Ctx, result: ReplayResult) {
  const loads = new Map(result.groups.map((load) => [load.groupId, load]));
  const groups = await listGroups(ctx.db, ctx.actor.scopes.routing);
  return groups.flatMap(({ id, members }) => {
    const load = loads.get(id);
    const on = members.filter(({ isOn, weight }) => isOn && weight > 0);
    const weights = on.reduce((sum, { weight }) => sum + weight, 0);
    if (!load || load.before === load.after) return [];
    return on
      .filter(({ userId }) => userId !== '')
      .map(({ userId, userName, weight }) => ({
        userId,
        userName,
        groupId: id,
        before: (load.before * weight) / weights,
        after: (load.after * weight) / weights,
      }));
  });
}
