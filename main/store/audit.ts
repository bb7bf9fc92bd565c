import { type AuditEntry, chainText, GENESIS } from '#domain/audit';
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
