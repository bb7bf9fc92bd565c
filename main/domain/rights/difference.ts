import {
  ALL_HIDDEN,
  COLUMN_CLASSES,
  type ColumnAccess,
  type ColumnClass,
  PAGE_GROUPS,
  type PageGroup,
  type Permission,
} from '#domain/access';
import { lookup, type Person, type Policy } from './policy.ts';
import { type Reach, reachOf } from './reach.ts';
import { columnsAt, permissionsAt } from './resolve.ts';

/** Whose rows of a page group somebody sees more or less of; `everything` when that is now, or no longer, without a limit. */
export type RowsDifference = {
  readonly pageGroup: PageGroup;
  readonly everything: 'gained' | 'lost' | null;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
};

/** A class of columns that somebody sees otherwise than before. */
export type ColumnDifference = {
  readonly column: ColumnClass;
  readonly before: ColumnAccess;
  readonly after: ColumnAccess;
};

/** What one person gains and loses. */
export type PersonDifference = {
  readonly personId: string;
  readonly permissions: { readonly gained: readonly Permission[]; readonly lost: readonly Permission[] };
  readonly rows: readonly RowsDifference[];
  readonly columns: readonly ColumnDifference[];
};

/** What everybody gains and loses between two policies at a moment; nobody for whom nothing changes. */
export function diffPolicies(before: Policy, after: Policy, at: number): PersonDifference[] {
  const ids = new Set([...before.people, ...after.people].map((person) => person.id));
  return [...ids].flatMap((personId) => {
    const had = partsOf(before, personId, at);
    const has = partsOf(after, personId, at);
    const permissions = {
      gained: [...has.permissions].filter((one) => !had.permissions.has(one)),
      lost: [...had.permissions].filter((one) => !has.permissions.has(one)),
    };
    const rows = PAGE_GROUPS.flatMap((pageGroup) => {
      const [old, now] = [had.reach(pageGroup), has.reach(pageGroup)];
      // Who sees everything sees new people's rows too: nothing changed for them.
      if (old.kind === 'all' && now.kind === 'all') return [];
      const [seen, sees] = [idsOf(before, old), idsOf(after, now)];
      const gained = [...sees].filter((id) => !seen.has(id));
      const lost = [...seen].filter((id) => !sees.has(id));
      const everything = now.kind === old.kind ? null : now.kind === 'all' ? 'gained' : 'lost';
      return everything === null && gained.length + lost.length === 0
        ? []
        : [{ pageGroup, everything, gained, lost } as const];
    });
    const columns = COLUMN_CLASSES.map((column) => ({
      column,
      before: had.columns[column],
      after: has.columns[column],
    })).filter((one) => one.before !== one.after);
    const changes = permissions.gained.length + permissions.lost.length + rows.length + columns.length;
    return changes === 0 ? [] : [{ personId, permissions, rows, columns }];
  });
}

const NOTHING: Reach = { kind: 'owners', userIds: new Set(), unitIds: new Set() };

function partsOf(policy: Policy, personId: string, at: number) {
  const person: Person | undefined = lookup(policy).people.get(personId);
  return {
    permissions: person ? permissionsAt(policy, person, at) : new Set<Permission>(),
    columns: person ? columnsAt(policy, person, at) : ALL_HIDDEN,
    reach: (group: PageGroup) => (person ? reachOf(policy, person, group, at) : NOTHING),
  };
}

/** The people whose rows a reach shows: everybody, where it has no limit. */
function idsOf(policy: Policy, reach: Reach): ReadonlySet<string> {
  return reach.kind === 'all' ? new Set(lookup(policy).people.keys()) : reach.userIds;
}
