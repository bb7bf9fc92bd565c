import { type AuditEntry, type ChainLine, chainText, GENESIS } from '#domain/audit';
import type { Db } from './database.ts';

export type ChainEnd = { seq: number; hash: string };

/** Appends one line to the chain, inside the command that it tells of. */
export async function appendLine(
  db: Db,
  entry: AuditEntry,
  sha256: (text: string) => string,
): Promise<ChainEnd> {
  const last = await db
    .selectFrom('auditLines')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const seq = (last?.seq ?? 0) + 1;
  const previousHash = last?.hash ?? GENESIS;
  const hash = sha256(chainText(seq, previousHash, entry));
  await db
    .insertInto('auditLines')
    .values({
      seq,
      at: entry.at,
      actorId: entry.actorId,
      operation: entry.operation,
      subject: entry.subject,
      detail: entry.detail,
      previousHash,
      hash,
    })
    .execute();
  return { seq, hash };
}

/** A slice of the chain after a line, in order: how a long chain is walked without holding it. */
export async function listChain(db: Db, afterSeq: number, limit: number): Promise<ChainLine[]> {
  return db
    .selectFrom('auditLines')
    .select(['seq', 'at', 'actorId', 'operation', 'subject', 'detail', 'previousHash', 'hash'])
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** The chain's last line; undefined while nothing was ever written. */
export async function findEnd(db: Db): Promise<(ChainEnd & { at: number }) | undefined> {
  return db
    .selectFrom('auditLines')
    .select(['seq', 'hash', 'at'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}
