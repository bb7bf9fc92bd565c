import { PAGE_GROUPS, type PageGroup, type Permission, PERMISSIONS } from '#domain/access';
import { diffPolicies, type PersonDifference } from './difference.ts';
import { permissionsOf } from './inheritance.ts';
import { lookup, type Person, type Policy } from './policy.ts';
import { type Reach, reachOf } from './reach.ts';
import { permissionsAt } from './resolve.ts';

/** Where a change goes beyond who makes it: a right that they do not have themselves, or somebody who is not theirs. */
export type Excess =
  | { readonly kind: 'permission'; readonly permission: Permission }
  | { readonly kind: 'rows'; readonly personId: string; readonly pageGroup: PageGroup }
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'unit'; readonly unitId: string }
  | { readonly kind: 'duty'; readonly dutyId: string };

type Own = {
  readonly permissions: ReadonlySet<Permission>;
  readonly reaches: Readonly<Record<PageGroup, Reach>>;
};

/**
 * The first thing in a change that its maker may not do: they give and take only pages, actions and rows that they have
 * themselves, at each moment at which the change has an effect, and only where people and units are in their own rows.
 */
export function findExcess(before: Policy, after: Policy, makerId: string, at: number): Excess | undefined {
  const maker = lookup(before).people.get(makerId);
  if (!maker) return { kind: 'person', personId: makerId };
  const now = ownOf(before, maker, at);
  const shaped = excessInShape(before, after, now);
  if (shaped) return shaped;
  const changed = after.people.filter((person) => lookup(before).people.get(person.id) !== person);
  for (const moment of momentsOf([before, after], at)) {
    const own = moment === at ? now : ownOf(before, maker, moment);
    for (const difference of diffPolicies(before, after, moment)) {
      const excess = excessOf(difference, own);
      if (excess) return excess;
    }
    const latent = changed.flatMap((person) => latentExcess(before, person, { after, own, moment }))[0];
    if (latent) return latent;
  }
  return undefined;
}

/** Every moment from `at` on at which what anybody has can change by itself. */
function momentsOf(policies: readonly Policy[], at: number): number[] {
  const dates = policies.flatMap(({ people }) =>
    people.flatMap((person) =>
      [...person.roles, ...person.scopes].flatMap(({ from, to }) => [from, to ?? 0]),
    ),
  );
  return [...new Set([at, ...dates.filter((date) => date > at)])];
}

function ownOf(policy: Policy, maker: Person, at: number): Own {
  const reaches = Object.fromEntries(
    PAGE_GROUPS.map((group) => [group, reachOf(policy, maker, group, at)]),
  ) as Record<PageGroup, Reach>;
  return { permissions: permissionsAt(policy, maker, at), reaches };
}

const has = (reach: Reach, what: 'userIds' | 'unitIds', id: string) =>
  reach.kind === 'all' || reach[what].has(id);
const isOwn = (own: Own, what: 'userIds' | 'unitIds', id: string) =>
  Object.values(own.reaches).some((reach) => has(reach, what, id));

/** People, roles, units and duties that a change touches, whether or not anybody gains by it today. */
function excessInShape(before: Policy, after: Policy, own: Own): Excess | undefined {
  const old = lookup(before);
  const touched = <T extends { id: string }>(was: readonly T[], is: readonly T[]) => [
    ...is.filter((one) => !was.includes(one)),
    ...was.filter((one) => !is.some((other) => other.id === one.id)),
  ];
  for (const { id } of touched(before.people, after.people))
    if (!isOwn(own, 'userIds', id)) return { kind: 'person', personId: id };
  for (const { id } of touched(before.roles, after.roles)) {
    const [had, gets] = [permissionsOf(before, id), permissionsOf(after, id)];
    const permission = PERMISSIONS.find((one) => had.has(one) !== gets.has(one) && !own.permissions.has(one));
    if (permission) return { kind: 'permission', permission };
  }
  for (const unit of touched(before.units, after.units)) {
    const ids = [unit.id, unit.parentId, old.units.get(unit.id)?.parentId].filter(
      (id) => typeof id === 'string',
    );
    const unitId = ids.find((id) => !isOwn(own, 'unitIds', id));
    if (unitId !== undefined) return { kind: 'unit', unitId };
  }
  const duty = touched(before.duties, after.duties)[0];
  return duty && !PERMISSIONS.every((one) => own.permissions.has(one))
    ? { kind: 'duty', dutyId: duty.id }
    : undefined;
}

/** What one person gains or loses beyond what the maker has. */
function excessOf({ personId, permissions, rows }: PersonDifference, own: Own): Excess | undefined {
  const permission = [...permissions.gained, ...permissions.lost].find((one) => !own.permissions.has(one));
  if (permission) return { kind: 'permission', permission };
  const group = rows.find(({ pageGroup, everything, gained, lost }) => {
    const reach = own.reaches[pageGroup];
    if (everything !== null) return reach.kind !== 'all';
    return [...gained, ...lost].some((id) => !has(reach, 'userIds', id));
  });
  return group && { kind: 'rows', personId, pageGroup: group.pageGroup };
}

/** Units that somebody gets in their scope: nobody may be in them today, and the maker must have them all the same. */
function latentExcess(
  before: Policy,
  person: Person,
  { after, own, moment }: { after: Policy; own: Own; moment: number },
): Excess[] {
  const was = lookup(before).people.get(person.id);
  return PAGE_GROUPS.flatMap((pageGroup): Excess[] => {
    const reach = reachOf(after, person, pageGroup, moment);
    const old = was && reachOf(before, was, pageGroup, moment);
    if (reach.kind === 'all' || old?.kind === 'all') return [];
    const isBeyond = [...reach.unitIds].some(
      (id) => !old?.unitIds.has(id) && !has(own.reaches[pageGroup], 'unitIds', id),
    );
    return isBeyond ? [{ kind: 'rows', personId: person.id, pageGroup }] : [];
  });
}

/** The first moment from which nobody could change rights any more, though somebody could before; undefined when none. */
export function findLostKeeper(before: Policy, after: Policy, at: number): number | undefined {
  const isKept = (policy: Policy, moment: number) =>
    policy.people.some((person) => permissionsAt(policy, person, moment).has('access.edit'));
  return momentsOf([before, after], at)
    .toSorted((a, b) => a - b)
    .find((moment) => isKept(before, moment) && !isKept(after, moment));
}
