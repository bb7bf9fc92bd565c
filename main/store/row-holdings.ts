import type { RowScope } from '#domain/access';
import type { Holding, RowKind } from '#domain/rights';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { inScope } from './scope.ts';

/** Which rows are counted: those of somebody whose rows come or go, of those that the one who asks sees. */
export type Counted = { readonly touched: RowScope; readonly seen: RowScope };

const NEWEST_RUN = sql`(SELECT max(seq) FROM attribution_runs WHERE status = 'done')`;
const ids = (scope: RowScope, of: 'owner_id' | 'rep_id' | 'user_id') => inScope(scope, of);

/** The rows of a kind by whom they belong to, so many each; a row that belongs to nobody is seen by who sees all. */
export async function countHoldings(db: Db, kind: RowKind, counted: Counted): Promise<Holding[]> {
  if (counted.touched.kind === 'owners' && counted.touched.userIds.length === 0) return [];
  const { rows } = await sql<{ holders: string | null; more: string | null; count: number }>`${grouped(
    kind,
    counted,
  )}`.execute(db);
  return rows.map(({ holders, more, count }) => ({
    holders: [...new Set([...(holders ?? '').split('\n'), more ?? ''].filter((id) => id !== ''))],
    count,
  }));
}

function grouped(kind: RowKind, { touched, seen }: Counted): RawBuilder<unknown> {
  switch (kind) {
    case 'opportunities':
    case 'routed':
      return sql`SELECT owner_id AS holders, NULL AS more, count(*) AS count FROM opportunities
        WHERE ${ids(touched, 'owner_id')} AND ${ids(seen, 'owner_id')} GROUP BY owner_id`;
    case 'followUps':
      return sql`SELECT user_id AS holders, NULL AS more, count(*) AS count FROM follow_ups
        WHERE ${ids(touched, 'user_id')} AND ${ids(seen, 'user_id')} GROUP BY user_id`;
    case 'judgements':
      return sql`SELECT rep_id AS holders, NULL AS more, count(*) AS count FROM attributions
        WHERE run_seq = ${NEWEST_RUN} AND ${ids(touched, 'rep_id')} AND ${ids(seen, 'rep_id')} GROUP BY rep_id`;
    case 'cards':
      return sql`SELECT holders, NULL AS more, count(*) AS count FROM cards LEFT JOIN (${cardHolders(touched)}) AS held
          ON held.card_id = cards.id
        WHERE ${ofCards(touched, 'cards.id')} AND ${ofCards(seen, 'cards.id')} GROUP BY holders`;
    case 'orders':
      return sql`SELECT holders, rep_id AS more, count(*) AS count FROM orders
        LEFT JOIN (${cardHolders(touched)}) AS held ON held.card_id = orders.card_id
        LEFT JOIN attributions a ON a.run_seq = ${NEWEST_RUN} AND a.order_id = orders.id
        WHERE ${ofOrders(touched)} AND ${ofOrders(seen)} GROUP BY holders, rep_id`;
  }
}

/** Cards with everybody who owns an opportunity of theirs; only those that somebody concerned owns one of, or has an order of. */
function cardHolders(touched: RowScope): RawBuilder<unknown> {
  const concerned =
    touched.kind === 'all'
      ? sql`TRUE`
      : sql`card_id IN (SELECT card_id FROM opportunities WHERE ${ids(touched, 'owner_id')}
          UNION SELECT card_id FROM orders WHERE id IN (SELECT order_id FROM attributions
            WHERE run_seq = ${NEWEST_RUN} AND ${ids(touched, 'rep_id')}))`;
  return sql`SELECT card_id, group_concat(owner_id, char(10)) AS holders FROM opportunities
    WHERE owner_id IS NOT NULL AND ${concerned} GROUP BY card_id`;
}

function ofCards(scope: RowScope, column: string): RawBuilder<unknown> {
  if (scope.kind === 'all') return sql`TRUE`;
  return sql`${sql.ref(column)} IN (SELECT card_id FROM opportunities WHERE ${ids(scope, 'owner_id')})`;
}

function ofOrders(scope: RowScope): RawBuilder<unknown> {
  if (scope.kind === 'all') return sql`TRUE`;
  return sql`(${ofCards(scope, 'orders.card_id')} OR a.rep_id IN (SELECT value FROM json_each(${JSON.stringify(scope.userIds)})))`;
}
