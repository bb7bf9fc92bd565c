import type { Db, Raw } from './database.ts';

export type QueuedJob = { id: string; kind: string; input: unknown; actorId: string; at: number };

/** Writes a job for the clock to find; in the same transaction as the command that asks for it. */
export async function queueJob(db: Db, job: QueuedJob): Promise<void> {
  await db
    .insertInto('jobs')
    .values({
      id: job.id,
      kind: job.kind,
      status: 'queued',
      phase: 'queued',
      done: 0,
      total: 0,
      input: JSON.stringify(job.input),
      actorId: job.actorId,
      createdAt: job.at,
      token: null,
      result: null,
      errorCode: null,
      errorParams: null,
      startedAt: null,
      finishedAt: null,
    })
    .execute();
}

/** The unfinished job of a kind, or undefined: what "one run at a time" asks. */
export async function findUnfinished(db: Db, kind: string): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', kind)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirst();
}

export type JobRecord = {
  id: string;
  kind: string;
  input: unknown;
  token: unknown;
  actorId: string;
  createdAt: number;
};

/** A job as its runner needs it, or undefined when it is not there or has ended. */
export function findRunnable(raw: Raw, id: string): JobRecord | undefined {
  const row = raw
    .prepare(
      `SELECT id, kind, input, token, actor_id, created_at FROM jobs WHERE id = ? AND status IN ('queued', 'running')`,
    )
    .get(id) as
    | { id: string; kind: string; input: string; token: string | null; actor_id: string; created_at: number }
    | undefined;
  if (!row) return undefined;
  const token: unknown = row.token === null ? null : JSON.parse(row.token);
  return {
    id: row.id,
    kind: row.kind,
    input: JSON.parse(row.input),
    token,
    actorId: row.actor_id,
    createdAt: row.created_at,
  };
}

/** Whether somebody asked the job to stop. */
export function isCancelled(raw: Raw, id: string): boolean {
  return raw.prepare('SELECT cancel_requested FROM jobs WHERE id = ?').pluck().get(id) === 1;
}

export type Progress = { phase: string; done: number; total: number; token?: unknown };

/** Marks how far a job is; called inside the chunk's own transaction, so that the token and the work are one. */
export function saveProgress(raw: Raw, id: string, progress: Progress): void {
  raw
    .prepare(
      `UPDATE jobs SET status = 'running', phase = ?, done = ?, total = ?, token = coalesce(?, token) WHERE id = ?`,
    )
    .run(
      progress.phase,
      progress.done,
      progress.total,
      progress.token === undefined ? null : JSON.stringify(progress.token),
      id,
    );
}

export function startJob(raw: Raw, id: string, at: number): void {
  raw
    .prepare(
      `UPDATE jobs SET status = 'running', phase = 'starting', started_at = coalesce(started_at, ?) WHERE id = ?`,
    )
    .run(at, id);
}

export type Ending =
  | { status: 'done'; result: unknown }
  | { status: 'cancelled'; result: unknown }
  | { status: 'failed'; code: string; params: unknown };

export function endJob(raw: Raw, id: string, at: number, ending: Ending): void {
  const failed = ending.status === 'failed';
  raw
    .prepare(
      `UPDATE jobs SET status = ?, phase = ?, result = ?, error_code = ?, error_params = ?, finished_at = ? WHERE id = ?`,
    )
    .run(
      ending.status,
      ending.status,
      failed ? null : JSON.stringify(ending.result ?? null),
      failed ? ending.code : null,
      failed ? JSON.stringify(ending.params ?? null) : null,
      at,
      id,
    );
}
