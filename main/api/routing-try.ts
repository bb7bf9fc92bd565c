import type { InputOf, OutputOf } from '#contract/contract';
import type { RowScope } from '#domain/access';
import { assign, type Group, LEAD_OWNER, pathOf, PREVIOUS_OWNER } from '#domain/distribution';
import { listCalendars } from '#store/calendars';
import { findMarks } from '#store/collision';
import { mapUserNames } from '#store/routing-decisions';
import { listGroups } from '#store/routing-groups';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';
import { groupNow } from './routing-seats.ts';

/** Asks the groups as a run that began now would, of one opportunity alone. A tie is settled by the seed 0. */
export async function tryGroup(
  ctx: Ctx,
  input: InputOf<'routing.tryGroup'>,
): Promise<OutputOf<'routing.tryGroup'>> {
  const { db, actor, now } = ctx;
  const stored = await listGroups(db, { kind: 'all' });
  const labels = new Map(stored.map(({ id, label }) => [id, label]));
  if (!labels.has(input.groupId)) throw new Refusal('api.notFound', { what: 'group', id: input.groupId });
  const calendars = await listCalendars(db);
  const groups = new Map(stored.map((group): [string, Group] => [group.id, groupNow(group, calendars, now)]));
  const deciding = { seed: 0, at: now, facts: await factsOf(ctx, input) };
  const path = pathOf(groups, input.groupId, deciding);
  const { repId } = assign(groups, input.groupId, deciding);
  const scope: RowScope = actor.permissions.has('routing.edit') ? { kind: 'all' } : actor.scopes.routing;
  const names = await mapUserNames(db, scope, repId === null ? [] : [repId]);
  return {
    path: path.map((step) => ({ ...step, group: labels.get(step.groupId) ?? { zh: step.groupId, en: '' } })),
    repName: names.get(repId ?? '') ?? null,
  };
}

/** What is said of it, without marks that only the console sets, and with those that it has. */
async function factsOf({ db, actor }: Ctx, { facts, opportunityId }: InputOf<'routing.tryGroup'>) {
  const said = Object.entries(facts).filter(([key]) => !key.startsWith('@'));
  const marks =
    opportunityId === undefined ? undefined : await findMarks(db, actor.scopes.routing, opportunityId);
  if (marks?.previousOwner) said.push([PREVIOUS_OWNER, marks.previousOwner]);
  if (marks?.leadOwner) said.push([LEAD_OWNER, marks.leadOwner]);
  return Object.fromEntries(said);
}
