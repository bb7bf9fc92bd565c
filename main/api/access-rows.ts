import { type PageGroup, type RowScope } from '#domain/access';
import {
  type Change,
  countShifts,
  findShifts,
  type Holding,
  isOpenTo,
  openReachOf,
  type Policy,
  ROW_KINDS,
  type RowCounts,
  type RowKind,
} from '#domain/rights';
import { LISTED_KINDS, listRowsBetween } from '#store/changed-rows';
import { countHoldings } from '#store/row-holdings';
import { momentOf, type Weighed, weigh } from './access-weigh.ts';
import type { Ctx } from './context.ts';

/** How many rows changes give to and take from everybody, of the rows that the one who asks sees. */
export async function countRows(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  { before, after }: Pick<Weighed, 'before' | 'after'>,
  at: number,
): Promise<RowCounts & { readonly isPartial: boolean }> {
  const shifts = findShifts(before, after, at);
  const groups = new Set<PageGroup>(shifts.map((one) => one.group));
  const holdings: Partial<Record<RowKind, readonly Holding[]>> = {};
  for (const [kind, group] of Object.entries(ROW_KINDS) as [RowKind, PageGroup][])
    if (groups.has(group)) holdings[kind] = await countHoldings(db, kind);
  const isPartial = [...groups].some((group) => actor.scopes[group].kind !== 'all');
  const policies = { before, after, at };
  return { ...countShifts({ shifts, policies, holdings, seen: actor.scopes }), isPartial };
}

type Asked = {
  readonly changes: readonly Change[];
  readonly personId: string;
  readonly kind: RowKind;
  readonly what: 'gained' | 'lost';
  readonly offset: number;
  readonly limit: number;
};

/** Rows that somebody gains or loses by changes; only rows that the one who asks may look at themself. */
export async function listChangedRows(ctx: Ctx, { changes, personId, what, ...asked }: Asked) {
  const kind = LISTED_KINDS.find((one) => one === asked.kind);
  const group = ROW_KINDS[asked.kind];
  if (kind === undefined || !isOpenTo(ctx.actor.permissions, group)) return [];
  const { before, after } = await weigh(ctx, changes, []);
  const at = momentOf(ctx, changes);
  const scopeIn = (policy: Policy): RowScope => {
    const reach = openReachOf(policy, personId, group, at);
    return reach.kind === 'all' ? reach : { kind: 'owners', userIds: [...reach.userIds] };
  };
  const [old, now] = [scopeIn(before), scopeIn(after)];
  const between = what === 'gained' ? { shown: now, hidden: old } : { shown: old, hidden: now };
  return listRowsBetween(ctx.db, { kind, ...between, seen: ctx.actor.scopes[group] }, asked);
}
