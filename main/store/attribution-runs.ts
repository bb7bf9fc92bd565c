import type { Layer1, Layer2 } from '#domain/attribution';
import { DEFAULT_ZONE } from '#domain/base';
import type { FactMarks } from './attribution-facts.ts';
import type { Db, Raw } from './database.ts';

/** A run with all that it judges by. */
export type Run = FactMarks & {
  seq: number;
  jobId: string;
  status: 'running' | 'done' | 'abandoned';
  orders: number;
  invalidSeats: readonly string[];
  zone: string;
  startedAt: number;
  finishedAt: number | null;
  policyId: string;
  policyNumber: number;
  layer1: Layer1;
  layer2: Layer2;
};

const columns = [
  'seq',
  'jobId',
  'attributionRuns.status',
  'orders',
  'lastOrderId',
  'lastRefundId',
  'lastFollowUpId',
  'invalidSeats',
  'zone',
  'startedAt',
  'finishedAt',
  'policyVersions.id as policyId',
  'number as policyNumber',
  'layer1',
  'layer2',
] as const;

function runs(db: Db) {
  return db
    .selectFrom('attributionRuns')
    .innerJoin('policyVersions', 'policyVersions.id', 'policyVersionId')
    .select(columns);
}

type Row = Omit<Run, 'invalidSeats' | 'layer1' | 'layer2'> & {
  invalidSeats: string;
  layer1: string;
  layer2: string;
};

function runOf({ invalidSeats, layer1, layer2, ...rest }: Row): Run {
  return {
    ...rest,
    invalidSeats: JSON.parse(invalidSeats) as string[],
    layer1: JSON.parse(layer1) as Layer1,
    layer2: JSON.parse(layer2) as Layer2,
  };
}

export async function findRun(db: Db, seq: number): Promise<Run | undefined> {
  const row = await runs(db).where('seq', '=', seq).executeTakeFirst();
  return row && runOf(row);
}

/** The run that reports show: the last one that finished, or the finished one that is asked for. */
export async function findFinishedRun(db: Db, seq?: number): Promise<Run | undefined> {
  const finished = runs(db).where('attributionRuns.status', '=', 'done');
  const row = await (seq === undefined ? finished : finished.where('seq', '=', seq))
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && runOf(row);
}

/** The last runs, newest first. */
export async function listRuns(db: Db, limit: number) {
  return db
    .selectFrom('attributionRuns')
    .innerJoin('policyVersions', 'policyVersions.id', 'policyVersionId')
    .select([
      'seq',
      'jobId',
      'number as policyNumber',
      'attributionRuns.status',
      'orders',
      'startedAt',
      'finishedAt',
    ])
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}

/** The unfinished run of another job that is itself unfinished: two runs at once would judge against each other. */
export function findRivalRun(raw: Raw, jobId: string): { jobId: string } | undefined {
  return raw
    .prepare(
      `SELECT job_id AS jobId FROM attribution_runs JOIN jobs ON jobs.id = job_id
       WHERE attribution_runs.status = 'running' AND jobs.status IN ('queued', 'running') AND job_id <> ?`,
    )
    .get(jobId) as { jobId: string } | undefined;
}

/** The id of the policy in force, or undefined. */
export function findPublishedPolicy(raw: Raw): string | undefined {
  return raw
    .prepare(`SELECT id FROM policy_versions WHERE status = 'published' ORDER BY number DESC LIMIT 1`)
    .pluck()
    .get() as string | undefined;
}

/** The zone that the company's days and months belong to. */
export function companyZone(raw: Raw): string {
  const value = raw.prepare(`SELECT value FROM settings WHERE key = 'company.zone'`).pluck().get();
  return typeof value === 'string' ? (JSON.parse(value) as string) : DEFAULT_ZONE;
}

export type NewRun = FactMarks & {
  jobId: string;
  policyId: string;
  orders: number;
  invalidSeats: readonly string[];
  zone: string;
  startedAt: number;
};

/** Writes a run down as running, and gives up whatever earlier run was left half-way. Answers its number. */
export function startRun(raw: Raw, run: NewRun): number {
  raw.prepare(`UPDATE attribution_runs SET status = 'abandoned' WHERE status = 'running'`).run();
  const { lastInsertRowid } = raw
    .prepare(
      `INSERT INTO attribution_runs (job_id, policy_version_id, status, orders, last_order_id, last_refund_id,
         last_follow_up_id, invalid_seats, zone, started_at) VALUES (?, ?, 'running', ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      run.jobId,
      run.policyId,
      run.orders,
      run.lastOrderId,
      run.lastRefundId,
      run.lastFollowUpId,
      JSON.stringify(run.invalidSeats),
      run.zone,
      run.startedAt,
    );
  return Number(lastInsertRowid);
}

export function finishRun(raw: Raw, seq: number, at: number): void {
  raw.prepare(`UPDATE attribution_runs SET status = 'done', finished_at = ? WHERE seq = ?`).run(at, seq);
}

export function abandonRun(raw: Raw, seq: number): void {
  raw
    .prepare(`UPDATE attribution_runs SET status = 'abandoned' WHERE seq = ? AND status = 'running'`)
    .run(seq);
}

/** Takes away some of what abandoned runs left behind; answers how many rows, 0 when nothing is left. */
export function sweepAbandoned(raw: Raw, limit: number): number {
  for (const [table, key] of [
    ['attributions', 'order_id'],
    ['attribution_listings', 'order_id'],
    ['attribution_rollups', 'rowid'],
  ]) {
    const seq = raw
      .prepare(
        `SELECT seq FROM attribution_runs WHERE status = 'abandoned'
           AND EXISTS (SELECT 1 FROM ${table} WHERE run_seq = seq) LIMIT 1`,
      )
      .pluck()
      .get() as number | undefined;
    if (seq === undefined) continue;
    const some = `SELECT ${key} FROM ${table} WHERE run_seq = ? LIMIT ?`;
    return raw.prepare(`DELETE FROM ${table} WHERE run_seq = ? AND ${key} IN (${some})`).run(seq, seq, limit)
      .changes;
  }
  return 0;
}
