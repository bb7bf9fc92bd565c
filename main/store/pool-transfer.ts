import type { Group } from '#domain/distribution';
import { CompiledQuery, sql } from 'kysely';
import { MARKS } from './collision.ts';
import type { Db } from './database.ts';
import { SET_TURN, turnsOf } from './distribution.ts';
import { idList } from './page.ts';
import { type Asker, seesPoolOf } from './pool.ts';
import { inScope } from './scope.ts';

export type ToTransfer = {
  readonly id: number;
  readonly title: string;
  readonly contact: string;
  readonly status: 'open' | 'won' | 'lost';
  readonly attributes: string;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly previousOwner: string | null;
  readonly leadOwner: string | null;
  /** Seen as it lies in the pool: its contact way is nobody's to read yet. */
  readonly isPooled: boolean;
};

/** Those of some opportunities that somebody may hand over: of people in their scope, or of pools that they see. */
export async function listToTransfer(db: Db, { scope, userId }: Asker, ids: readonly number[]) {
  const { rows } = await sql<Omit<ToTransfer, 'isPooled'> & { isPooled: number }>`
    SELECT o.id, o.title, c.contact, o.status, o.attributes, o.owner_id, u.name AS owner_name,
      ${sql.raw(MARKS)},
      o.owner_id IS NULL AND p.opportunity_id IS NOT NULL AS is_pooled
    FROM opportunities o JOIN cards c ON c.id = o.card_id LEFT JOIN users u ON u.id = o.owner_id
      LEFT JOIN pool_items p ON p.opportunity_id = o.id
    WHERE o.id IN ${idList(ids)} AND (${inScope(scope, 'o.ownerId')}
      OR (o.owner_id IS NULL AND p.opportunity_id IS NOT NULL AND ${seesPoolOf(scope, userId, 'p.groupId')}))`.execute(
    db,
  );
  return new Map(rows.map((row): [number, ToTransfer] => [row.id, { ...row, isPooled: row.isPooled === 1 }]));
}

/** Writes where a group's turn stands after a transfer, and how many each member got by it. */
export async function saveTurns(
  db: Db,
  group: Pick<Group, 'id' | 'seats'>,
  period: string,
  received: ReadonlyMap<string, number>,
): Promise<void> {
  for (const values of turnsOf(group, period, received))
    await db.executeQuery(CompiledQuery.raw(SET_TURN, values));
}
