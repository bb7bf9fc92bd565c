import type { RowScope } from '#domain/access';
import { sql } from 'kysely';
import type { Db, Raw } from './database.ts';
import { inScope } from './scope.ts';

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

/** Kinds of work done one at a time, in the order asked for, whichever process takes them: a later one waits. */
const ONE_AFTER_ANOTHER: ReadonlySet<string> = new Set(['routing.run']);

/** The unfinished jobs of a kind that somebody of a scope started, in the order in which they were asked for. */
export async function listUnfinished(db: Db, scope: RowScope, kind: string) {
  return rows(db, scope)
    .where('kind', '=', kind)
    .where('jobs.status', 'in', ['queued', 'running'])
    .orderBy(sql`jobs.rowid`)
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

/** When a kind of work was last asked for; null: never. */
export function findLastAsked(raw: Raw, kind: string): number | null {
  return raw.prepare('SELECT max(created_at) FROM jobs WHERE kind = ?').pluck().get(kind) as number | null;
}

export type JobRecord = {
  id: string;
  kind: string;
  input: unknown;
  token: unknown;
  actorId: string;
  createdAt: number;
};

/** An owner that was not heard of for this long has lost its job, even if a process of that number lives. */
export const LEASE_MS = 30_000;

/** Who wants a job, when, and how to see whether another owner is no more. */
export type Claim = { owner: string; at: number; isGone: (owner: string) => boolean };

type Unfinished = {
  id: string;
  kind: string;
  input: string;
  token: string | null;
  actor_id: string;
  created_at: number;
  owner: string | null;
  beat_at: number | null;
};

const UNFINISHED = `SELECT id, kind, input, token, actor_id, created_at, owner, beat_at FROM jobs
  WHERE status IN ('queued', 'running')`;

/** The oldest unfinished job that nobody alive runs and that waits for no other. */
export function findNextJob(
  raw: Raw,
  claim: Omit<Claim, 'owner'>,
  isOurs: (kind: string) => boolean = () => true,
): { id: string } | undefined {
  const unfinished = raw.prepare(`${UNFINISHED} ORDER BY created_at, rowid`).all() as Unfinished[];
  const found = unfinished.find((row) => isOurs(row.kind) && isFree(row, claim) && isFirst(raw, row));
  return found && { id: found.id };
}

/** Whether no earlier job of its kind has to end before this one may begin. */
function isFirst(raw: Raw, { id, kind }: Unfinished): boolean {
  if (!ONE_AFTER_ANOTHER.has(kind)) return true;
  return raw.prepare(`${UNFINISHED} AND kind = ? ORDER BY rowid LIMIT 1`).pluck().get(kind) === id;
}

/**
 * Makes a job this owner's, in one transaction, so that of two who want it one gets it. Undefined when it is not
 * there, has ended, is another's who still lives, or waits for an earlier one of its kind.
 */
export function claimJob(raw: Raw, id: string, claim: Claim): JobRecord | undefined {
  const take = raw.transaction(() => {
    const row = raw.prepare(`${UNFINISHED} AND id = ?`).get(id) as Unfinished | undefined;
    if (!row || !isFree(row, claim) || !isFirst(raw, row)) return undefined;
    raw
      .prepare(
        `UPDATE jobs SET status = 'running', phase = 'starting', owner = ?, beat_at = ?,
          started_at = coalesce(started_at, ?) WHERE id = ?`,
      )
      .run(claim.owner, claim.at, claim.at, id);
    return row;
  });
  const row = take.immediate();
  return row && recordOf(row);
}

/** A job that has not ended. */
export function findJob(raw: Raw, id: string): JobRecord | undefined {
  const row = raw.prepare(`${UNFINISHED} AND id = ?`).get(id) as Unfinished | undefined;
  return row && recordOf(row);
}

function recordOf(row: Unfinished): JobRecord {
  const { id, kind, actor_id: actorId, created_at: createdAt } = row;
  const token: unknown = row.token === null ? null : JSON.parse(row.token);
  return { id, kind, input: JSON.parse(row.input), token, actorId, createdAt };
}

function isFree(row: Unfinished, { at, isGone }: Omit<Claim, 'owner'>): boolean {
  return row.owner === null || at - (row.beat_at ?? 0) > LEASE_MS || isGone(row.owner);
}

/** How it stands between an owner and its job: it may go on, was asked to stop, or the job is another's. */
export function standOf(raw: Raw, id: string, owner: string): 'mine' | 'cancelled' | 'lost' {
  const row = raw.prepare('SELECT owner, cancel_requested FROM jobs WHERE id = ?').get(id) as
    | { owner: string | null; cancel_requested: number }
    | undefined;
  if (!row || row.owner !== owner) return 'lost';
  return row.cancel_requested === 1 ? 'cancelled' : 'mine';
}

export type Progress = { phase: string; done: number; total: number; token?: unknown };

/** Marks how far a job is; called inside the chunk's own transaction, so that the token and the work are one. */
export function saveProgress(raw: Raw, id: string, at: number, progress: Progress): void {
  const { phase, done, total, token } = progress;
  raw
    .prepare(
      `UPDATE jobs SET phase = ?, done = ?, total = ?, token = coalesce(?, token), beat_at = ? WHERE id = ?`,
    )
    .run(phase, done, total, token === undefined ? null : JSON.stringify(token), at, id);
}

/** A sign of life of a job that writes nothing for a while, and where it is. */
export function beat(raw: Raw, id: string, owner: string, at: number, progress: Progress): void {
  const { phase, done, total, token } = progress;
  raw
    .prepare(
      `UPDATE jobs SET phase = ?, done = ?, total = ?, token = coalesce(?, token), beat_at = ? WHERE id = ? AND owner = ?`,
    )
    .run(phase, done, total, token === undefined ? null : JSON.stringify(token), at, id, owner);
}

/** Gives a job back, to go on later from its token. */
export function releaseJob(raw: Raw, id: string, owner: string): void {
  raw
    .prepare(
      `UPDATE jobs SET status = 'queued', phase = 'queued', owner = NULL, beat_at = NULL
        WHERE id = ? AND owner = ? AND status = 'running'`,
    )
    .run(id, owner);
}

export type Ending =
  | { status: 'done'; result: unknown }
  | { status: 'cancelled'; result: unknown }
  | { status: 'failed'; code: string; params: unknown };

/** Writes how a job ended, and answers its last counts; undefined when it is no longer the owner's to end. */
export function endJob(
  raw: Raw,
  id: string,
  owner: string,
  at: number,
  ending: Ending,
): { done: number; total: number } | undefined {
  const failed = ending.status === 'failed';
  return raw
    .prepare(
      `UPDATE jobs SET status = ?, phase = ?, result = ?, error_code = ?, error_params = ?, finished_at = ?,
        owner = NULL, beat_at = NULL WHERE id = ? AND owner = ? AND status = 'running' RETURNING done, total`,
    )
    .get(
      ending.status,
      ending.status,
      failed ? null : JSON.stringify(ending.result ?? null),
      failed ? ending.code : null,
      failed ? JSON.stringify(ending.params ?? null) : null,
      at,
      id,
      owner,
    ) as { done: number; total: number } | undefined;
}

const rows = (db: Db, scope: RowScope) =>
  db
    .selectFrom('jobs')
    .leftJoin('users', 'users.id', 'jobs.actorId')
    .select(['jobs.id', 'kind', 'jobs.status', 'phase', 'done', 'total', 'errorCode', 'errorParams'])
    .select(['actorId', 'users.name as userName', 'jobs.createdAt', 'startedAt', 'finishedAt'])
    .where(inScope(scope, 'actorId'));

/** A list tells results of at most this many characters (what a job made); longer ones (all that a preview found) are told one by one. */
const LISTED_RESULT = 4096;

/** One page of the jobs that people of a scope started, newest first; `result` is null where it is too long for a list. */
export async function listJobs(db: Db, scope: RowScope, page: { offset: number; limit: number }) {
  const found = await rows(db, scope)
    .select(sql<string | null>`iif(length(result) <= ${LISTED_RESULT}, result, NULL)`.as('result'))
    .orderBy('jobs.createdAt', 'desc')
    .orderBy('jobs.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await db
    .selectFrom('jobs')
    .select((of) => of.fn.countAll<number>().as('total'))
    .where(inScope(scope, 'actorId'))
    .executeTakeFirstOrThrow();
  return { rows: found, total };
}

export async function getJob(db: Db, scope: RowScope, id: string) {
  return rows(db, scope).select('result').where('jobs.id', '=', id).executeTakeFirst();
}

/** The newest job of a kind that somebody of a scope started, running or ended. */
export async function findLastJob(db: Db, scope: RowScope, kind: string): Promise<string | null> {
  const found = await rows(db, scope)
    .where('kind', '=', kind)
    .orderBy('jobs.createdAt', 'desc')
    .orderBy('jobs.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.id ?? null;
}

/**
 * Asks an unfinished job to stop; whoever runs it ends it. One that nobody has begun is ended here and now: it has
 * nothing to tidy up, and must not wait for the job before it.
 */
export async function requestCancel(db: Db, id: string, at: number): Promise<void> {
  const cancelRequested = 1;
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set({ cancelRequested, status: 'cancelled', phase: 'cancelled', result: 'null', finishedAt: at })
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .where('startedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    await db.updateTable('jobs').set({ cancelRequested }).where('id', '=', id).execute();
}
