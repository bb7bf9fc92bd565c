import { appendLine, type ChainEnd } from './audit.ts';
import type { Db } from './database.ts';
import type { Store } from './open.ts';

export type Command = {
  readonly operation: string;
  readonly actorId: string;
  readonly at: number;
  readonly sha256: (text: string) => string;
  /** Filled by the handler while it runs. */
  readonly noted: { subject: string; detail: unknown };
};

/**
 * Runs one write: an immediate transaction with the command's context (without which the capture
 * triggers refuse), the work, and the audit line. All of it or nothing.
 */
export async function inCommand<T>(
  store: Store,
  command: Command,
  work: (db: Db) => Promise<T> | T,
): Promise<{ value: T; end: ChainEnd }> {
  return store.db.transaction().execute(async (db) => {
    const { operation, actorId, at } = command;
    await db.insertInto('commandContext').values({ id: 1, operation, actorId, at }).execute();
    const value = await work(db);
    const { subject, detail } = command.noted;
    const end = await appendLine(
      db,
      { at, actorId, operation, subject, detail: JSON.stringify(detail ?? null) },
      command.sha256,
    );
    await db.deleteFrom('commandContext').execute();
    return { value, end };
  });
}

/** The same for one chunk of a job on the bare connection: context and work, and no audit line of its own. */
export function inChunk<T>(
  store: Store,
  command: Pick<Command, 'operation' | 'actorId' | 'at'>,
  work: () => T,
): T {
  const { raw } = store;
  const run = raw.transaction(() => {
    raw
      .prepare('INSERT INTO command_context (id, operation, actor_id, at) VALUES (1, ?, ?, ?)')
      .run(command.operation, command.actorId, command.at);
    const value = work();
    raw.prepare('DELETE FROM command_context').run();
    return value;
  });
  return run.immediate();
}
