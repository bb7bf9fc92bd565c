import type { Raw } from './database.ts';

/** Gathers the rows that a batch made or changed where the questions below can join them; in memory, this connection's own. */
export function gatherRows(raw: Raw, batchId: string): void {
  raw.exec(`DROP TABLE IF EXISTS temp.undo_rows;
    CREATE TEMP TABLE undo_rows (table_name TEXT NOT NULL, row_id TEXT NOT NULL, is_new INTEGER NOT NULL, PRIMARY KEY (table_name, row_id)) WITHOUT ROWID`);
  raw
    .prepare(
      `INSERT INTO temp.undo_rows SELECT table_name, row_id, max(before IS NULL) FROM import_changes WHERE batch_id = ? GROUP BY 1, 2`,
    )
    .run(batchId);
}

/** A table with rows that hang on the rows of an import, and how many they are. */
export type Use = { table: string; count: number };

type Reference = { child: string; column: string; parent: string };

/** References that are no foreign keys, because what they are in is kept for ever. */
const UNDECLARED: readonly Reference[] = [
  { child: 'attributions', column: 'follow_up_id', parent: 'follow_ups' },
  { child: 'attributions', column: 'rep_id', parent: 'users' },
  { child: 'decisions', column: 'rep_id', parent: 'users' },
];

/**
 * What depends on the rows that a batch made (after gatherRows): every foreign key of the store is asked, whatever
 * table it comes from, and then changes that other imports made to these rows.
 */
export function findUses(raw: Raw, batchId: string): Use | undefined {
  const count = (text: string, ...values: unknown[]) =>
    raw
      .prepare(text)
      .pluck()
      .get(...values) as number;
  const declared = raw
    .prepare(
      `SELECT m.name AS child, f."from" AS "column", f."table" AS parent FROM main.sqlite_schema m, pragma_foreign_key_list(m.name) f
       WHERE m.type = 'table' ORDER BY m.name`,
    )
    .all() as Reference[];
  const touched = new Set(raw.prepare('SELECT DISTINCT table_name FROM temp.undo_rows').pluck().all());
  const references = [...declared, ...UNDECLARED].filter(({ parent }) => touched.has(parent));
  for (const { child, column, parent } of references) {
    // Rows that the batch itself made or moved go back with it.
    const isOurs = touched.has(child);
    const others = isOurs
      ? `AND NOT EXISTS (SELECT 1 FROM temp.undo_rows o WHERE o.table_name = '${child}' AND o.row_id = CAST(c.id AS TEXT))`
      : '';
    // A subquery for each row, on the key of undo_rows: as a join the planner may go through one table for each row of the other.
    const found = count(
      `SELECT count(*) FROM "${child}" c WHERE c."${column}" IS NOT NULL AND EXISTS (
         SELECT 1 FROM temp.undo_rows u WHERE u.table_name = ? AND u.row_id = CAST(c."${column}" AS TEXT) AND u.is_new = 1) ${others}`,
      parent,
    );
    if (found > 0) return { table: child, count: found };
  }
  const changed = count(
    `SELECT count(*) FROM import_changes c WHERE c.batch_id <> ? AND EXISTS (
       SELECT 1 FROM temp.undo_rows u WHERE u.table_name = c.table_name AND u.row_id = c.row_id AND u.is_new = 1)`,
    batchId,
  );
  return changed > 0 ? { table: 'import_changes', count: changed } : undefined;
}

export type ImportChange = { seq: number; tableName: string; rowId: string; before: string | null };

/** The last changes of a batch that are not undone yet, newest first. */
export function lastChanges(raw: Raw, batchId: string, limit: number): ImportChange[] {
  return raw
    .prepare(
      `SELECT seq, table_name AS tableName, row_id AS rowId, before FROM import_changes WHERE batch_id = ? ORDER BY seq DESC LIMIT ?`,
    )
    .all(batchId, limit) as ImportChange[];
}

export function countChanges(raw: Raw, batchId: string): number {
  return raw.prepare('SELECT count(*) FROM import_changes WHERE batch_id = ?').pluck().get(batchId) as number;
}

/** How many changed rows of a batch no longer are as it left them: what an undo would silently overwrite. */
export function countOverwritten(raw: Raw, batchId: string): number {
  const changes = raw
    .prepare(
      `SELECT table_name AS tableName, row_id AS rowId, before FROM import_changes
       WHERE batch_id = ? AND before IS NOT NULL ORDER BY seq DESC`,
    )
    .iterate(batchId) as Iterable<ImportChange>;
  const seen = new Set<string>();
  let count = 0;
  for (const { tableName, rowId, before } of changes) {
    const key = `${tableName} ${rowId}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const row = raw.prepare(`SELECT * FROM "${tableName}" WHERE id = ?`).get(rowId) as
      | Record<string, unknown>
      | undefined;
    const wanted = Object.entries(JSON.parse(before ?? '{}') as Record<string, [unknown, unknown]>);
    if (!row || wanted.some(([column, [, left]]) => row[column] !== left)) count += 1;
  }
  return count;
}

/** How many opportunities the undo would open again in a place that somebody else's opportunity has taken since (after gatherRows). */
export function countPlacesTaken(raw: Raw, batchId: string): number {
  const changes = raw
    .prepare(
      `SELECT row_id AS rowId, before FROM import_changes
       WHERE batch_id = ? AND table_name = 'opportunities' AND before IS NOT NULL ORDER BY seq DESC`,
    )
    .iterate(batchId) as Iterable<{ rowId: string; before: string }>;
  const old = new Map<string, Record<string, unknown>>();
  for (const { rowId, before } of changes) {
    const columns = Object.entries(JSON.parse(before) as Record<string, [unknown, unknown]>);
    const known = old.get(rowId) ?? {};
    old.set(rowId, Object.assign(known, Object.fromEntries(columns.map(([name, [was]]) => [name, was]))));
  }
  const now = raw.prepare('SELECT status, line_id, grain_key FROM opportunities WHERE id = ?');
  const taken = raw.prepare(
    `SELECT 1 FROM opportunities WHERE line_id = ? AND grain_key = ? AND status = 'open'
     AND NOT EXISTS (SELECT 1 FROM temp.undo_rows u WHERE u.table_name = 'opportunities' AND u.row_id = CAST(id AS TEXT))`,
  );
  let count = 0;
  for (const [rowId, columns] of old) {
    const row = { ...(now.get(rowId) as object), ...columns } as Record<string, unknown>;
    if (row['status'] === 'open' && taken.get(row['line_id'], row['grain_key'])) count += 1;
  }
  return count;
}

/** Takes changes of a batch back, one by one, and forgets them; answers false when the row is no longer as the import left it. */
export function makeUndo(raw: Raw, batchId: string): (change: ImportChange) => boolean {
  const kept = new Map<string, ReturnType<Raw['prepare']>>();
  const prepare = (text: string) => {
    const known = kept.get(text) ?? raw.prepare(text);
    kept.set(text, known);
    return known;
  };
  const forget = raw.prepare('DELETE FROM import_changes WHERE batch_id = ? AND seq = ?');
  return ({ tableName, rowId, before, seq }) => {
    const columns = Object.entries(JSON.parse(before ?? '{}') as Record<string, [unknown, unknown]>);
    const set = columns.map(([name]) => `"${name}" = ?`).join();
    const unchanged = columns.map(([name]) => ` AND "${name}" IS ?`).join('');
    const { changes } =
      before === null
        ? prepare(`DELETE FROM "${tableName}" WHERE id = ?`).run(rowId)
        : prepare(`UPDATE "${tableName}" SET ${set} WHERE id = ?${unchanged}`).run(
            ...columns.map(([, [old]]) => old),
            rowId,
            ...columns.map(([, [, left]]) => left),
          );
    forget.run(batchId, seq);
    return changes === 1;
  };
}

export function finishUndo(raw: Raw, batchId: string, at: number): void {
  raw.prepare(`UPDATE import_batches SET status = 'undone', undone_at = ? WHERE id = ?`).run(at, batchId);
}

/** Puts a batch back to how it stood before an undo that changed nothing was asked for. */
export function stopUndo(raw: Raw, batchId: string, before: string): void {
  raw.prepare('UPDATE import_batches SET status = ? WHERE id = ?').run(before, batchId);
}
