import { PAGE_GROUPS, type PageGroup, type Permission } from '#domain/access';
import { lookup, type Person, type Policy } from './policy.ts';
import { type Reach, reachOf } from './reach.ts';
import { permissionsAt } from './resolve.ts';

/** What is counted where rights change, and the page group whose scope shows it. */
export const ROW_KINDS = {
  opportunities: 'contacts',
  cards: 'contacts',
  followUps: 'contacts',
  routed: 'routing',
  orders: 'orders',
  judgements: 'attribution',
} as const satisfies Record<string, PageGroup>;
export type RowKind = keyof typeof ROW_KINDS;
const KINDS = Object.keys(ROW_KINDS) as RowKind[];

/** Without one of these the pages of a group are shut, whatever the scope. */
const OPENED_BY: Readonly<Record<PageGroup, readonly Permission[]>> = {
  contacts: ['contacts.view'],
  routing: ['routing.view', 'pool.view'],
  orders: ['orders.view'],
  attribution: ['attribution.view'],
};

/** So many rows that belong to exactly these people: whoever sees the rows of one of them sees them. */
export type Holding = { readonly holders: readonly string[]; readonly count: number };
export type RowCount = { readonly kind: RowKind; readonly gained: number; readonly lost: number };
export type RowCounts = {
  /** Of people for whom any row comes or goes. */
  readonly people: ReadonlyMap<string, readonly RowCount[]>;
  /** Rows that nobody sees any more but who sees everything. */
  readonly orphaned: readonly { readonly kind: RowKind; readonly count: number }[];
};

const NOTHING: Reach = { kind: 'owners', userIds: new Set(), unitIds: new Set() };

/** The rows of a page group that somebody really sees at a moment: none where its pages are shut. */
export function openReachOf(policy: Policy, personId: string, group: PageGroup, at: number): Reach {
  const person: Person | undefined = lookup(policy).people.get(personId);
  if (!person) return NOTHING;
  const permissions = permissionsAt(policy, person, at);
  return OPENED_BY[group].some((one) => permissions.has(one)) ? reachOf(policy, person, group, at) : NOTHING;
}

type Shift = {
  readonly personId: string;
  readonly group: PageGroup;
  readonly old: Reach;
  readonly now: Reach;
};
/** Whose rows come or go for anybody, by page group; 'all' where somebody comes to see, or no longer sees, everything. */
export type Touched = Readonly<Record<PageGroup, 'all' | readonly string[]>>;

/** Who really sees other rows than before, and the owners of those rows: only these have to be counted. */
export function findShifts(before: Policy, after: Policy, at: number) {
  const ids = new Set([...before.people, ...after.people].map((person) => person.id));
  const shifts: Shift[] = [];
  const touched: Record<PageGroup, 'all' | string[]> = {
    contacts: [],
    routing: [],
    orders: [],
    attribution: [],
  };
  const unions = { old: unionOf(before, at), now: unionOf(after, at) };
  for (const group of PAGE_GROUPS) {
    const owners = new Set<string>();
    let isAll = false;
    for (const personId of ids) {
      const old = openReachOf(before, personId, group, at);
      const now = openReachOf(after, personId, group, at);
      const differs = moved(old, now);
      if (old.kind === now.kind && differs.length === 0) continue;
      isAll ||= old.kind !== now.kind;
      for (const id of differs) owners.add(id);
      shifts.push({ personId, group, old, now });
    }
    touched[group] = isAll ? 'all' : [...owners];
  }
  return { shifts, touched: touched as Touched, unions };
}

/** The owners who are in one reach and not in the other. */
function moved(old: Reach, now: Reach): string[] {
  if (old.kind === 'all' || now.kind === 'all') return [];
  return [
    ...[...old.userIds].filter((id) => !now.userIds.has(id)),
    ...[...now.userIds].filter((id) => !old.userIds.has(id)),
  ];
}

/** Everybody whose rows somebody sees by a scope with a limit. */
function unionOf(policy: Policy, at: number): Readonly<Record<PageGroup, ReadonlySet<string>>> {
  const of = (group: PageGroup) =>
    new Set(
      policy.people.flatMap((person) => {
        const reach = openReachOf(policy, person.id, group, at);
        return reach.kind === 'all' ? [] : [...reach.userIds];
      }),
    );
  return {
    contacts: of('contacts'),
    routing: of('routing'),
    orders: of('orders'),
    attribution: of('attribution'),
  };
}

const shows = (reach: Reach, { holders }: Holding) =>
  reach.kind === 'all' || holders.some((id) => reach.userIds.has(id));

/** How many rows of each kind everybody gains and loses, row by row. */
export function countShifts(
  { shifts, unions }: Pick<ReturnType<typeof findShifts>, 'shifts' | 'unions'>,
  holdings: Readonly<Record<RowKind, readonly Holding[]>>,
): RowCounts {
  const people = new Map<string, RowCount[]>();
  const byHolder = new Map(KINDS.map((kind) => [kind, indexOf(holdings[kind])]));
  for (const { personId, group, old, now } of shifts)
    for (const kind of KINDS.filter((one) => ROW_KINDS[one] === group)) {
      const index = byHolder.get(kind);
      const concerned =
        old.kind !== now.kind
          ? holdings[kind]
          : new Set(moved(old, now).flatMap((id) => index?.get(id) ?? []));
      let [gained, lost] = [0, 0];
      for (const holding of concerned) {
        const [saw, sees] = [shows(old, holding), shows(now, holding)];
        if (sees && !saw) gained += holding.count;
        if (saw && !sees) lost += holding.count;
      }
      if (gained + lost > 0) people.set(personId, [...(people.get(personId) ?? []), { kind, gained, lost }]);
    }
  const orphaned = KINDS.flatMap((kind) => {
    const [was, is] = [unions.old[ROW_KINDS[kind]], unions.now[ROW_KINDS[kind]]];
    const lost = holdings[kind].filter(
      ({ holders }) => holders.some((id) => was.has(id)) && !holders.some((id) => is.has(id)),
    );
    const count = lost.reduce((sum, holding) => sum + holding.count, 0);
    return count === 0 ? [] : [{ kind, count }];
  });
  return { people, orphaned };
}

function indexOf(holdings: readonly Holding[]): Map<string, Holding[]> {
  const index = new Map<string, Holding[]>();
  for (const holding of holdings)
    for (const id of new Set(holding.holders)) {
      const known = index.get(id);
      if (known) known.push(holding);
      else index.set(id, [holding]);
    }
  return index;
}
