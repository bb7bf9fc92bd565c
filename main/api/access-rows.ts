import { PAGE_GROUPS, type PageGroup, type RowScope } from '#domain/access';
import {
  countShifts,
  findShifts,
  type Holding,
  ROW_KINDS,
  type RowCounts,
  type RowKind,
} from '#domain/rights';
import { countHoldings } from '#store/row-holdings';
import type { Weighed } from './access-weigh.ts';
import type { Ctx } from './context.ts';

/** How many rows changes give to and take from everybody, of the rows that the one who asks sees. */
export async function countRows(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  { before, after }: Pick<Weighed, 'before' | 'after'>,
  at: number,
): Promise<RowCounts & { readonly isPartial: boolean }> {
  const { shifts, touched, unions } = findShifts(before, after, at);
  const scopeOf = (group: PageGroup): RowScope => {
    const owners = touched[group];
    return owners === 'all' ? { kind: 'all' } : { kind: 'owners', userIds: owners };
  };
  const holdings = {} as Record<RowKind, Holding[]>;
  for (const [kind, group] of Object.entries(ROW_KINDS) as [RowKind, PageGroup][])
    holdings[kind] = await countHoldings(db, kind, { touched: scopeOf(group), seen: actor.scopes[group] });
  const isPartial = PAGE_GROUPS.some(
    (group) => touched[group].length > 0 && actor.scopes[group].kind !== 'all',
  );
  return { ...countShifts({ shifts, unions }, holdings), isPartial };
}
