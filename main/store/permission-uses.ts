import { sql } from 'kysely';
import type { Db } from './database.ts';

const DAY = 86_400_000;
/** Days begin at midnight UTC+8, as those of decisions do. */
const OFFSET = 28_800_000;

export const dayOfUse = (at: number) => Math.floor((at + OFFSET) / DAY);

/** That somebody looked by a permission on a day; outside any command, for looking is nobody's doing. */
export async function noteUse(db: Db, userId: string, permission: string, day: number): Promise<void> {
  await db
    .insertInto('permissionUses')
    .values({ userId, permission, day })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export type ReadUse = { userId: string; permission: string; days: number; lastAt: number };

/** On how many days since a moment each permission was used to look, and when it was last at all. */
export async function listReadUses(db: Db, from: number): Promise<ReadUse[]> {
  const { rows } =
    await sql<ReadUse>`SELECT user_id AS "userId", permission, sum(day >= ${dayOfUse(from)}) AS days,
    max(day) * ${DAY} - ${OFFSET} AS "lastAt" FROM permission_uses GROUP BY user_id, permission`.execute(db);
  return rows;
}

export type WriteUse = { userId: string; operation: string; times: number; lastAt: number };

/** How often since a moment each person did each operation, and when they last did it at all; jobs do nothing by themselves. */
export async function listWriteUses(db: Db, from: number): Promise<WriteUse[]> {
  const { rows } =
    await sql<WriteUse>`SELECT actor_id AS "userId", operation, sum(at >= ${from}) AS times, max(at) AS "lastAt"
    FROM audit_lines WHERE substr(operation, 1, 4) <> 'job.' GROUP BY actor_id, operation`.execute(db);
  return rows;
}

/** Since when writes and looks are on record; null where nothing is. */
export async function usesSince(db: Db): Promise<{ writes: number | null; reads: number | null }> {
  const { rows } = await sql<{
    writes: number | null;
    reads: number | null;
  }>`SELECT (SELECT min(at) FROM audit_lines) AS writes,
    (SELECT min(day) * ${DAY} - ${OFFSET} FROM permission_uses) AS reads`.execute(db);
  return rows[0] ?? { writes: null, reads: null };
}
