import { PAGE_GROUPS, type PageGroup, type Permission, type RowScope } from '#domain/access';
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

/** Whether the pages of a group are open to somebody who has these permissions. */
export function isOpenTo(permissions: ReadonlySet<Permission>, group: PageGroup): boolean {
  return OPENED_BY[group].some((one) => permissions.has(one));
}

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
  return isOpenTo(permissionsAt(policy, person, at), group) ? reachOf(policy, person, group, at) : NOTHING;
}

type Shift = {
  readonly personId: string;
  readonly group: PageGroup;
  readonly old: Reach;
  readonly now: Reach;
};

/** Everybody who really sees other rows of a page group than before. */
export function findShifts(before: Policy, after: Policy, at: number): Shift[] {
  const ids = new Set([...before.people, ...after.people].map((person) => person.id));
  return PAGE_GROUPS.flatMap((group) =>
    [...ids].flatMap((personId) => {
      const old = openReachOf(before, personId, group, at);
      const now = openReachOf(after, personId, group, at);
      return isSame(old, now) ? [] : [{ personId, group, old, now }];
    }),
  );
}

function isSame(one: Reach, other: Reach): boolean {
  if (one.kind === 'all' || other.kind === 'all') return one.kind === other.kind;
  return one.userIds.size === other.userIds.size && [...one.userIds].every((id) => other.userIds.has(id));
}

/** Everybody whose rows of a page group somebody sees by a scope with a limit. */
function unionOf(policy: Policy, group: PageGroup, at: number): Reach {
  const userIds = policy.people.flatMap((person) => {
    const reach = openReachOf(policy, person.id, group, at);
    return reach.kind === 'all' ? [] : [...reach.userIds];
  });
  return { kind: 'owners', userIds: new Set(userIds), unitIds: new Set() };
}

/** Holdings with numbers for people, so that hundreds of people are tried on tens of thousands of them in no time. */
function tableOf(holdings: readonly Holding[]) {
  const numbers = new Map<string, number>();
  const numberOf = (id: string) => {
    const known = numbers.get(id) ?? numbers.size;
    numbers.set(id, known);
    return known;
  };
  const rows = holdings.map(({ holders, count }) => ({ of: holders.map(numberOf), count }));
  /** Which holdings a reach shows. */
  const seenBy = (reach: Reach): ((of: readonly number[]) => boolean) => {
    if (reach.kind === 'all') return () => true;
    const flags = new Uint8Array(numbers.size);
    for (const id of reach.userIds) {
      const number = numbers.get(id);
      if (number !== undefined) flags[number] = 1;
    }
    return (of) => of.some((number) => flags[number] === 1);
  };
  return { rows, seenBy };
}

export type Held = {
  readonly shifts: readonly Shift[];
  readonly policies: { readonly before: Policy; readonly after: Policy; readonly at: number };
  /** Of the kinds that are counted: those of page groups for which somebody shifts. */
  readonly holdings: Readonly<Partial<Record<RowKind, readonly Holding[]>>>;
  /** Who asks counts only rows that they see. */
  readonly seen: Readonly<Record<PageGroup, RowScope>>;
};

/** How many rows of each kind everybody gains and loses, row by row. */
export function countShifts({ shifts, policies, holdings, seen }: Held): RowCounts {
  const people = new Map<string, RowCount[]>();
  const orphaned: RowCounts['orphaned'][number][] = [];
  for (const kind of KINDS) {
    const group = ROW_KINDS[kind];
    const scope = seen[group];
    const mine = (holdings[kind] ?? []).filter(
      ({ holders }) => scope.kind === 'all' || holders.some((id) => scope.userIds.includes(id)),
    );
    const { rows, seenBy } = tableOf(mine);
    const compare = (old: Reach, now: Reach) => {
      const [saw, sees] = [seenBy(old), seenBy(now)];
      let [gained, lost] = [0, 0];
      for (const { of, count } of rows) {
        const [was, is] = [saw(of), sees(of)];
        if (is && !was) gained += count;
        if (was && !is) lost += count;
      }
      return { gained, lost };
    };
    for (const { personId, old, now } of shifts.filter((one) => one.group === group)) {
      const found = compare(old, now);
      if (found.gained + found.lost > 0)
        people.set(personId, [...(people.get(personId) ?? []), { kind, ...found }]);
    }
    const { before, after, at } = policies;
    const count = rows.length === 0 ? 0 : compare(unionOf(before, group, at), unionOf(after, group, at)).lost;
    if (count > 0) orphaned.push({ kind, count });
  }
  return { people, orphaned };
}
