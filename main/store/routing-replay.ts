import type { RowScope } from '#domain/access';
import { type Capacity, ReplayResult } from '#domain/replay';
import { sql } from 'kysely';
import type { Db, Raw } from './database.ts';
import { connect } from './open.ts';
import { inScope } from './scope.ts';

/** How many ids a stretch of opportunities spans; what `replay_blocks` counts the changes of. */
const BLOCK = 16_384;

/** A stretch of opportunities: another `version` means that something in it has changed. */
export type Block = { readonly block: number; readonly version: number };

/** An opportunity to be replayed, as columns. */
export type PastRow = [
  id: number,
  attributes: string,
  lineId: string,
  source: string,
  amountMinor: number | null,
  currency: string | null,
  createdAt: number,
  status: 'open' | 'won' | 'lost',
];

/** A connection that only reads. */
export function openPast(file: string): Raw {
  const { raw } = connect(file);
  raw.pragma('query_only = ON');
  return raw;
}

/** Reads past opportunities in stretches, the newest first. */
export function pastReader(raw: Raw) {
  const lastBefore = raw.prepare('SELECT max(id) FROM opportunities WHERE id < ?').pluck();
  const versionOf = raw.prepare('SELECT version FROM replay_blocks WHERE block = ?').pluck();
  const rows = raw
    .prepare(
      `SELECT id, attributes, line_id, source, amount_minor, currency, created_at, status
       FROM opportunities WHERE id >= ? AND id < ? ORDER BY id DESC`,
    )
    .raw();
  return {
    blocks: (): Block[] => {
      const found: Block[] = [];
      for (let before = Number.MAX_SAFE_INTEGER; ; ) {
        const last = lastBefore.get(before);
        if (typeof last !== 'number') return found;
        const block = Math.floor(last / BLOCK);
        found.push({ block, version: Number(versionOf.get(block) ?? 0) });
        before = block * BLOCK;
      }
    },
    rows: (block: number) => rows.all(block * BLOCK, (block + 1) * BLOCK) as PastRow[],
  };
}

/** Whose version it is and how often it was saved; undefined where it is no more. */
export function findRevision(
  raw: Raw,
  versionId: string,
): { ruleSetId: string; revision: number } | undefined {
  return raw
    .prepare('SELECT rule_set_id AS ruleSetId, revision FROM rule_set_versions WHERE id = ?')
    .get(versionId) as { ruleSetId: string; revision: number } | undefined;
}

/** How many opportunities of some lines there are to replay. */
export function countPast(raw: Raw, lines: readonly string[]): number {
  const all = Number(raw.prepare('SELECT count(*) FROM business_lines').pluck().get());
  if (lines.length === all) return Number(raw.prepare('SELECT count(*) FROM opportunities').pluck().get());
  return Number(
    raw
      .prepare('SELECT count(*) FROM opportunities WHERE line_id IN (SELECT value FROM json_each(?))')
      .pluck()
      .get(JSON.stringify(lines)),
  );
}

/** What the members of each group take together: a cap is null where one of them has none. */
export function mapCapacities(raw: Raw): Map<string, Capacity> {
  const rows = raw
    .prepare(
      `SELECT m.group_id, CASE WHEN count(*) = count(m.open_cap) THEN sum(m.open_cap) END, g.period,
         CASE WHEN count(*) = count(m.period_cap) THEN sum(m.period_cap) END
       FROM group_members m JOIN users u ON u.id = m.user_id JOIN distribution_groups g ON g.id = m.group_id
       WHERE m.is_on = 1 AND m.weight > 0 AND u.status = 'active' GROUP BY m.group_id`,
    )
    .raw()
    .all() as [string, number | null, Capacity['period'], number | null][];
  return new Map(rows.map(([id, open, period, perPeriod]) => [id, { open, period, perPeriod }]));
}

export type ReplayOf = {
  readonly versionId: string;
  readonly revision: number;
  readonly baselineVersionId: string | null;
};

/** Keeps what a version would have changed in place of what was kept of it, unless that was of a later revision. */
export function saveReplay(raw: Raw, of: ReplayOf, result: ReplayResult, at: number): void {
  const { versionId, revision, baselineVersionId } = of;
  const { received, moved } = result;
  // A draft that was discarded in the meantime is no version any more.
  raw
    .prepare(
      `INSERT INTO rule_set_replays (version_id, revision, baseline_version_id, received, moved, at, result)
       SELECT id, ?, ?, ?, ?, ?, ? FROM rule_set_versions WHERE id = ?
       ON CONFLICT (version_id) DO UPDATE SET revision = excluded.revision, baseline_version_id = excluded.baseline_version_id,
         received = excluded.received, moved = excluded.moved, at = excluded.at, result = excluded.result
       WHERE excluded.revision >= revision`,
    )
    .run(revision, baselineVersionId, received, moved, at, JSON.stringify(result), versionId);
}

/** How many opportunities a draft would have moved, where just this revision was replayed beside just this version. */
export async function findReplay(
  db: Db,
  { versionId, revision, baselineVersionId }: ReplayOf,
): Promise<{ received: number; moved: number } | undefined> {
  return db
    .selectFrom('ruleSetReplays')
    .select(['received', 'moved'])
    .where('versionId', '=', versionId)
    .where('revision', '=', revision)
    .where(sql<boolean>`baseline_version_id IS ${baselineVersionId}`)
    .executeTakeFirst();
}

/** The latest replay of a version. */
export async function findLastReplay(db: Db, versionId: string) {
  const row = await db
    .selectFrom('ruleSetReplays')
    .selectAll()
    .where('versionId', '=', versionId)
    .executeTakeFirst();
  return row && { ...row, result: ReplayResult.parse(JSON.parse(row.result)) };
}

/** The replay of a version that has not ended, with what it has counted so far. */
export async function findRunningReplay(db: Db, versionId: string) {
  const row = await db
    .selectFrom('jobs')
    .select(['id', 'done', 'total', 'token'])
    .where('kind', '=', 'routing.replay')
    .where('status', 'in', ['queued', 'running'])
    .where(sql<boolean>`input ->> 'versionId' = ${versionId}`)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { ...row, token: row.token === null ? null : (JSON.parse(row.token) as ReplayResult) };
}

/** Those of some opportunities that a scope shows. */
export async function listAmong(db: Db, scope: RowScope, ids: readonly number[]) {
  return db
    .selectFrom('opportunities as o')
    .innerJoin('cards', 'cards.id', 'o.cardId')
    .select(['o.id', 'o.title', 'contact', 'o.createdAt'])
    .where(sql<boolean>`o.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
    .where(inScope(scope, 'o.ownerId'))
    .orderBy('o.id', 'desc')
    .execute();
}
