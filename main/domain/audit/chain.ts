/** What one audit line says; `detail` is canonical JSON text. */
export type AuditEntry = {
  readonly at: number;
  readonly actorId: string;
  readonly operation: string;
  readonly subject: string;
  readonly detail: string;
};

/** The hash before the first line. */
export const GENESIS = '0'.repeat(64);

/** The text whose SHA-256 is a line's hash: its place, the hash before it, and every word of it. */
export function chainText(seq: number, previousHash: string, entry: AuditEntry): string {
  return JSON.stringify([
    seq,
    previousHash,
    entry.at,
    entry.actorId,
    entry.operation,
    entry.subject,
    entry.detail,
  ]);
}
