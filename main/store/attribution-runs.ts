import type { Layer1, Layer2 } from '#domain/attribution';
import { DEFAULT_ZONE } from '#domain/base';
import type { FactMarks } from './attribution-facts.ts';
import type { Raw } from './database.ts';

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

type Row = Omit<Run, 'invalidSeats' | 'layer1' | 'layer2'> & {
  invalidSeats: string;
  layer1: string;
  layer2: string;
};

const SELECT = `SELECT seq, job_id AS jobId, attribution_runs.status, orders, last_order_id AS lastOrderId,
  last_refund_id AS lastRefundId, last_follow_up_id AS lastFollowUpId, invalid_seats AS invalidSeats, zone,
  started_at AS startedAt, finished_at AS finishedAt, policy_version_id AS policyId, number AS policyNumber, layer1, layer2
  FROM attribution_runs JOIN policy_versions ON policy_versions.id = policy_version_id`;

function runOf(row: unknown): Run | undefined {
  if (row === undefined) return undefined;
  const { invalidSeats, layer1, layer2, ...rest } = row as Row;
  return {
    ...rest,
    invalidSeats: JSON.parse(invalidSeats) as string[],
    layer1: JSON.parse(layer1) as Layer1,
    layer2: JSON.parse(layer2) as Layer2,
  };
}

export function findRun(raw: Raw, seq: number): Run | undefined {
  return runOf(raw.prepare(`${SELECT} WHERE seq = ?`).get(seq));
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
