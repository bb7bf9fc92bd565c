import type { InputOf, OutputOf } from '#contract/contract';
import { PAGE_GROUPS, type PageGroup } from '#domain/access';
import { dayOf, endOfDay } from '#domain/base';
import { SCOPE_KINDS } from '#domain/rights';

export type MyRights = OutputOf<'access.getMyRights'>;
export type Change = InputOf<'access.request'>['changes'][number];

/** What is being asked for, as the form holds it. */
export type Draft = {
  readonly personId: string;
  readonly kind: 'role' | 'scope';
  readonly roleId: string | null;
  readonly pageGroup: PageGroup;
  readonly scope: (typeof SCOPE_KINDS)[number];
  readonly unitIds: readonly string[];
  readonly reason: string;
  /** A day, counted whole. */
  readonly until: string;
  readonly isEndless: boolean;
  /** When what is to be extended began; null for what is new. */
  readonly from: number | null;
};

type Clock = { readonly now: number; readonly zone: string };
const DAY = 86_400_000;
const DAYS_ASKED = 30;
const WORDS_FOR_ENDLESS = 10;

/** The roles that have a permission, those with the fewest rights first; all of them where none is named. */
export function rolesWith(mine: MyRights, permission: string | null): MyRights['roles'] {
  return mine.roles
    .filter((role) => permission === null || role.permissions.includes(permission))
    .toSorted((a, b) => a.permissions.length - b.permissions.length);
}

/** A form as an address asks for it: a missing right, a role, a scope, or more time for what one has. */
export function beginOf(mine: MyRights, params: URLSearchParams, { now, zone }: Clock): Draft {
  const permission = params.get('permission');
  const page = PAGE_GROUPS.find((one) => one === params.get('page'));
  const to = Number(params.get('to') ?? 0);
  const fits = permission === null ? [] : rolesWith(mine, permission);
  const people = mine.people.map(({ id }) => id);
  const asked = people.find((id) => id === params.get('for'));
  return {
    personId: asked ?? people[0] ?? '',
    kind: page ? 'scope' : 'role',
    roleId: mine.roles.find(({ id }) => id === params.get('role'))?.id ?? fits[0]?.id ?? null,
    pageGroup: page ?? 'contacts',
    scope: SCOPE_KINDS.find((one) => one === params.get('scope')) ?? 'own',
    unitIds: (params.get('units') ?? '').split(',').filter((id) => id !== ''),
    reason: '',
    until: dayOf(Math.max(now, to) + DAYS_ASKED * DAY, zone),
    isEndless: false,
    from: params.has('from') ? Number(params.get('from')) : null,
  };
}

/** What is wanting in a draft, and the word that says so. */
export type Fault = {
  readonly of: 'role' | 'units' | 'reason' | 'until';
  readonly word: 'needsRole' | 'needsUnit' | 'needsReason' | 'needsMore' | 'needsUntil';
};

export function faultOf(draft: Draft, { now, zone }: Clock): Fault | undefined {
  if (draft.kind === 'role' && draft.roleId === null) return { of: 'role', word: 'needsRole' };
  if (draft.kind === 'scope' && draft.scope === 'chosen' && draft.unitIds.length === 0)
    return { of: 'units', word: 'needsUnit' };
  const letters = draft.reason.trim().length;
  if (letters === 0) return { of: 'reason', word: 'needsReason' };
  if (draft.isEndless) return letters < WORDS_FOR_ENDLESS ? { of: 'reason', word: 'needsMore' } : undefined;
  return endOfDay(draft.until, zone) > now ? undefined : { of: 'until', word: 'needsUntil' };
}

/** The change that a whole draft asks for. */
export function changeOf(draft: Draft, { now, zone }: Clock): Change {
  const { personId, pageGroup, scope, unitIds } = draft;
  const span = { from: draft.from ?? now, to: draft.isEndless ? null : endOfDay(draft.until, zone) + 1 };
  return draft.kind === 'role'
    ? { kind: 'grantRole', personId, roleId: draft.roleId ?? '', ...span }
    : {
        kind: 'grantScope',
        personId,
        pageGroup,
        effect: 'show',
        scope,
        unitIds: scope === 'chosen' ? [...unitIds] : [],
        ...span,
      };
}
