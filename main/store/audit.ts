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
    .selectAll()
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

export type LineFilter = {
  operation?: string | undefined;
  actorId?: string | undefined;
  subject?: string | undefined;
};

/** Audit lines with the actors' names, newest first, and how many the filter leaves. */
export async function listLines(db: Db, filter: LineFilter, page: { offset: number; limit: number }) {
  let matching = db.selectFrom('auditLines');
  if (filter.operation !== undefined) matching = matching.where('operation', '=', filter.operation);
  if (filter.actorId !== undefined) matching = matching.where('actorId', '=', filter.actorId);
  if (filter.subject !== undefined) matching = matching.where('subject', '=', filter.subject);
  const { total } = await matching
    .select((of) => of.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await matching
    .leftJoin('users', 'users.id', 'auditLines.actorId')
    .select(['seq', 'at', 'actorId', 'users.name as actorName', 'operation', 'subject', 'detail', 'hash'])
    .orderBy('seq', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows, total };
}
