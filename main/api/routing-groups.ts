import type { OutputOf } from '#contract/contract';
import type { Handlers } from '#contract/operation';
import type { routingGroups } from '#contract/routing-groups';
import type { RowScope } from '#domain/access';
import { fallbackCircle } from '#domain/distribution';
import {
  findUnknownUser,
  type GroupToSave,
  listGroups,
  mapFallbacks,
  saveGroup,
} from '#store/routing-groups';
import { countPublishedRules } from '#store/routing-rules';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

export const routingGroupsApi: Handlers<typeof routingGroups, Ctx> = {
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
};

/** Who may edit groups sees who all their members are, for saving replaces them; everybody else those of their scope. */
async function groupRows({ db, actor, env, now }: Ctx, id?: string): Promise<OutputOf<'routing.listGroups'>> {
  const counts = await countPublishedRules(db, now);
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
  const rules = (await countPublishedRules(ctx.db, ctx.now)).get(id) ?? 0;
  if (rules > 0) throw new Refusal('routing.groupInUse', { rules });
}

/** Refuses fallbacks that lead back to where they began. */
export function refuseCircles(fallbacks: ReadonlyMap<string, string | null>): void {
  for (const id of fallbacks.keys()) {
    const path = fallbackCircle(fallbacks, id);
    if (path) throw new Refusal('routing.fallbackCircle', { path });
  }
}
