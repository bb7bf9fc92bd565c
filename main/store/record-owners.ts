import type { RowScope } from '#domain/access';
import { type RawBuilder, sql } from 'kysely';
import { isCardSeen } from './contacts.ts';
import type { Db } from './database.ts';
import { isOrderSeen } from './orders.ts';
import { inScope } from './scope.ts';

export type RecordKey = { readonly kind: 'opportunity' | 'card' | 'order'; readonly id: number };

/** A record that a scope shows, by a name that says nothing of how its contact is reached, and since when it is there. */
export async function findRecord(
  db: Db,
  scope: RowScope,
  { kind, id }: RecordKey,
): Promise<{ name: string; since: number } | undefined> {
  switch (kind) {
    case 'opportunity':
      return db
        .selectFrom('opportunities')
        .innerJoin('cards', 'cards.id', 'opportunities.cardId')
        .select(sql<string>`coalesce(nullif(title, ''), cards.name)`.as('name'))
        .select('opportunities.createdAt as since')
        .where('opportunities.id', '=', id)
        .where(inScope(scope, 'ownerId'))
        .executeTakeFirst();
    case 'card':
      return db
        .selectFrom('cards')
        .select(sql<string>`coalesce(nullif(name, ''), company)`.as('name'))
        .select('createdAt as since')
        .where('id', '=', id)
        .where(isCardSeen(scope, 'cards.id'))
        .executeTakeFirst();
    case 'order':
      return db
        .selectFrom('orders')
        .select(['externalId as name', 'closedAt as since'])
        .where('orders.id', '=', id)
        .where(isOrderSeen(scope))
        .executeTakeFirst();
  }
}

/** The people to whom a record belongs, now or as it was at a moment. */
export async function listRecordOwners(db: Db, key: RecordKey, asOf: number | null): Promise<string[]> {
  const held = ownersOf(opportunitiesOf(key), asOf);
  const credited = key.kind === 'order' ? sql`UNION ${creditedFor(key.id, asOf)}` : sql``;
  const { rows } = await sql<{ id: string }>`SELECT id FROM (${held} ${credited}) WHERE id IS NOT NULL
    ORDER BY id`.execute(db);
  return rows.map(({ id }) => id);
}

function opportunitiesOf({ kind, id }: RecordKey): RawBuilder<unknown> {
  switch (kind) {
    case 'opportunity':
      return sql`SELECT ${id} AS id`;
    case 'card':
      return sql`SELECT id FROM opportunities WHERE card_id = ${id}`;
    case 'order':
      return sql`SELECT id FROM opportunities WHERE card_id = (SELECT card_id FROM orders WHERE id = ${id})`;
  }
}

function ownersOf(ids: RawBuilder<unknown>, asOf: number | null): RawBuilder<unknown> {
  if (asOf === null) return sql`SELECT owner_id AS id FROM opportunities WHERE id IN (${ids})`;
  return sql`SELECT owner_id AS id FROM assignments WHERE id IN (
    SELECT max(id) FROM assignments WHERE opportunity_id IN (${ids}) AND at <= ${asOf} GROUP BY opportunity_id)`;
}

function creditedFor(orderId: number, asOf: number | null): RawBuilder<unknown> {
  const until = asOf === null ? sql`TRUE` : sql`finished_at <= ${asOf}`;
  return sql`SELECT rep_id AS id FROM attributions WHERE order_id = ${orderId}
    AND run_seq = (SELECT max(seq) FROM attribution_runs WHERE status = 'done' AND ${until})`;
}
