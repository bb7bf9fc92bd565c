import type { Holding, RowKind } from '#domain/rights';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';

type Counted = { readonly holders: string | null; readonly more: string | null; readonly count: number };

const NEWEST_RUN = sql`(SELECT max(seq) FROM attribution_runs WHERE status = 'done')`;
/** Cards with everybody who owns an opportunity of theirs, read in the order of an index. */
const HELD = sql`SELECT card_id, group_concat(owner_id, char(10)) AS holders FROM opportunities
  WHERE owner_id IS NOT NULL GROUP BY card_id`;
const OF_OWNER = sql`SELECT owner_id AS holders, NULL AS more, count(*) AS count FROM opportunities GROUP BY owner_id`;

const GROUPED: Readonly<Record<RowKind, RawBuilder<Counted>>> = {
  opportunities: OF_OWNER as RawBuilder<Counted>,
  routed: OF_OWNER as RawBuilder<Counted>,
  followUps: sql`SELECT user_id AS holders, NULL AS more, count(*) AS count FROM follow_ups GROUP BY user_id`,
  judgements: sql`SELECT rep_id AS holders, NULL AS more, count(*) AS count FROM attributions
    WHERE run_seq = ${NEWEST_RUN} GROUP BY rep_id`,
  cards: sql`SELECT holders, NULL AS more, count(*) AS count FROM (${HELD}) GROUP BY holders`,
  orders: sql`SELECT holders, rep_id AS more, count(*) AS count FROM (${HELD}) AS held
    CROSS JOIN orders ON orders.card_id = held.card_id
    LEFT JOIN attributions a ON a.run_seq = ${NEWEST_RUN} AND a.order_id = orders.id
    GROUP BY holders, rep_id`,
};

const kept = new WeakMap<Db, { readonly state: string; readonly counted: Map<RowKind, Holding[]> }>();

/** The rows of a kind by all whom they belong to, so many each; rows of nobody have no holder. Counted anew only after a write. */
export async function countHoldings(db: Db, kind: RowKind): Promise<readonly Holding[]> {
  const state = await stateOf(db);
  let known = kept.get(db);
  if (known?.state !== state) {
    known = { state, counted: new Map() };
    kept.set(db, known);
  }
  const counted = known.counted.get(kind) ?? (await count(db, kind));
  known.counted.set(kind, counted);
  return counted;
}

/** Another text after each write of this connection or of another one. */
async function stateOf(db: Db): Promise<string> {
  const { rows } = await sql<{ own: number; others: number }>`
    SELECT total_changes() AS own, data_version AS others FROM pragma_data_version`.execute(db);
  return JSON.stringify(rows);
}

async function count(db: Db, kind: RowKind): Promise<Holding[]> {
  const { rows } = await GROUPED[kind].execute(db);
  const rest = await countRest(db, kind, rows);
  return [...rows, ...rest].map(({ holders, more, count }) => ({
    holders: [...new Set([...(holders ?? '').split('\n'), more ?? ''].filter((id) => id !== ''))],
    count,
  }));
}

/** What the cards that somebody holds do not lead to: cards that nobody holds, and orders of those or of no card. */
async function countRest(db: Db, kind: RowKind, found: readonly Counted[]): Promise<Counted[]> {
  if (kind !== 'cards' && kind !== 'orders') return [];
  const { rows } = await sql<{ more: string | null; count: number }>`${
    kind === 'cards'
      ? sql`SELECT NULL AS more, count(*) AS count FROM cards`
      : sql`SELECT rep_id AS more, count(*) AS count FROM attributions
          WHERE run_seq = ${NEWEST_RUN} AND rep_id IS NOT NULL GROUP BY rep_id
        UNION ALL SELECT NULL, (SELECT count(*) FROM orders)
          - (SELECT count(*) FROM attributions WHERE run_seq = ${NEWEST_RUN} AND rep_id IS NOT NULL)`
  }`.execute(db);
  const met = new Map<string | null, number>();
  for (const { more, count } of found) met.set(more, (met.get(more) ?? 0) + count);
  return rows
    .map(({ more, count }) => ({ holders: null, more, count: count - (met.get(more) ?? 0) }))
    .filter(({ count }) => count > 0);
}
