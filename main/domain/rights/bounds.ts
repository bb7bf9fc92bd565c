import {
  COLUMN_CLASSES,
  type ColumnClass,
  type Columns,
  isAsClosed,
  PAGE_GROUPS,
  type PageGroup,
  type Permission,
  PERMISSIONS,
} from '#domain/access';
import { type ColumnDifference, diffPolicies, type PersonDifference } from './difference.ts';
import { columnsOf, permissionsOf } from './inheritance.ts';
import { lookup, type Person, type Policy } from './policy.ts';
import { type Reach, reachOf } from './reach.ts';
import { columnsAt, permissionsAt } from './resolve.ts';

/** Where a change goes beyond who makes it: a right that they do not have themselves, or somebody who is not theirs. */
export type Excess =
  | { readonly kind: 'permission'; readonly permission: Permission }
  | { readonly kind: 'column'; readonly column: ColumnClass }
  | { readonly kind: 'rows'; readonly personId: string; readonly pageGroup: PageGroup }
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'unit'; readonly unitId: string }
  | { readonly kind: 'duty'; readonly dutyId: string };

type Own = {
  readonly permissions: ReadonlySet<Permission>;
  readonly columns: Columns;
  readonly reaches: Readonly<Record<PageGroup, Reach>>;
};

/**
 * The first thing in a change that its maker may not do: they give and take only pages, actions, columns and rows that they have
 * themselves, at each moment at which the change has an effect, and only where people and units are in their own rows.
 */
export function findExcess(before: Policy, after: Policy, makerId: string, at: number): Excess | undefined {
  const maker = lookup(before).people.get(makerId);
  if (!maker) return { kind: 'person', personId: makerId };
  const fresh = freshIn(before, after);
  const now = ownOf(before, maker, { at, fresh });
  const shaped = excessInShape(before, after, now);
  if (shaped) return shaped;
  const changed = after.people.filter((person) => lookup(before).people.get(person.id) !== person);
  for (const moment of momentsOf([before, after], at)) {
    const own = moment === at ? now : ownOf(before, maker, { at: moment, fresh });
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

type Fresh = Pick<Policy, 'units' | 'people'>;

/** The units and people that a change adds. */
function freshIn(before: Policy, after: Policy): Fresh {
  const { units, people } = lookup(before);
  return {
    units: after.units.filter((unit) => !units.has(unit.id)),
    people: after.people.filter((person) => !people.has(person.id)),
  };
}

/** What is added below or inside one's own units is one's own. */
function withFresh(reach: Reach, { units, people }: Fresh): Reach {
  if (reach.kind === 'all' || units.length + people.length === 0) return reach;
  const unitIds = new Set(reach.unitIds);
  const isInside = (id: string | null) => id !== null && unitIds.has(id);
  for (let size = -1; size !== unitIds.size; ) {
    size = unitIds.size;
    for (const unit of units) if (isInside(unit.parentId)) unitIds.add(unit.id);
  }
  const added = people.filter((person) => isInside(person.unitId)).map((person) => person.id);
  return { ...reach, unitIds, userIds: new Set([...reach.userIds, ...added]) };
}

function ownOf(policy: Policy, maker: Person, { at, fresh }: { at: number; fresh: Fresh }): Own {
  const reaches = Object.fromEntries(
    PAGE_GROUPS.map((group) => [group, withFresh(reachOf(policy, maker, group, at), fresh)]),
  ) as Record<PageGroup, Reach>;
  return {
    permissions: permissionsAt(policy, maker, at),
    columns: columnsAt(policy, maker, at),
    reaches,
  };
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
  for (const { id, unitId } of touched(before.people, after.people)) {
    if (!isOwn(own, 'userIds', id)) return { kind: 'person', personId: id };
    const isMoved = unitId !== null && unitId !== old.people.get(id)?.unitId;
    if (isMoved && !isOwn(own, 'unitIds', unitId)) return { kind: 'unit', unitId };
  }
  for (const { id } of touched(before.roles, after.roles)) {
    const [had, gets] = [permissionsOf(before, id), permissionsOf(after, id)];
    const permission = PERMISSIONS.find((one) => had.has(one) !== gets.has(one) && !own.permissions.has(one));
    if (permission) return { kind: 'permission', permission };
    const [showed, shows] = [columnsOf(before, id), columnsOf(after, id)];
    const changes = COLUMN_CLASSES.map((one) => ({ column: one, before: showed[one], after: shows[one] }));
    const column = changes.find((one) => goesBeyond(one, own));
    if (column) return { kind: 'column', column: column.column };
  }
  for (const unit of touched(before.units, after.units)) {
    const ids = [unit.id, unit.parentId, old.units.get(unit.id)?.parentId].filter(
      (id) => typeof id === 'string',
    );
    const unitId = ids.find((id) => !isOwn(own, 'unitIds', id));
    if (unitId !== undefined) return { kind: 'unit', unitId };
  }
  const shared = [...touched(before.duties, after.duties), ...touched(before.tests, after.tests)][0];
  const dutyId = shared?.id ?? (before.needsSecond === after.needsSecond ? undefined : 'needsSecond');
  return dutyId !== undefined && !PERMISSIONS.every((one) => own.permissions.has(one))
    ? { kind: 'duty', dutyId }
    : undefined;
}

/** Whether columns are opened further, or closed from further, than the maker sees them. */
function goesBeyond({ column, before, after }: ColumnDifference, { columns }: Own): boolean {
  return before !== after && !(isAsClosed(before, columns[column]) && isAsClosed(after, columns[column]));
}

/** What one person gains or loses beyond what the maker has. */
function excessOf({ personId, permissions, rows, columns }: PersonDifference, own: Own): Excess | undefined {
  const permission = [...permissions.gained, ...permissions.lost].find((one) => !own.permissions.has(one));
  if (permission) return { kind: 'permission', permission };
  const column = columns.find((one) => goesBeyond(one, own));
  if (column) return { kind: 'column', column: column.column };
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

/** The first moment from which nobody (or no second, where one is needed) could change rights any more, though they could before; undefined when none. */
export function findLostKeeper(before: Policy, after: Policy, at: number): number | undefined {
  const isKept = (policy: Policy, moment: number) =>
    policy.people.filter((person) => permissionsAt(policy, person, moment).has('access.edit')).length >=
    (policy.needsSecond ? 2 : 1);
  return momentsOf([before, after], at)
    .toSorted((a, b) => a - b)
    .find((moment) => isKept(before, moment) && !isKept(after, moment));
}
