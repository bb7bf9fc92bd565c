import { applyRows, place, type RowChange, type RowConflict } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { sql } from 'kysely';
import type { Db } from './database.ts';
import { type Row, ROW_COLUMNS, ruleOf } from './routing-rules.ts';

/** Who writes a draft's rows, and when (UTC ms). */
type Writing = { readonly versionId: string; readonly by: string; readonly at: number };

type Kept = Row & { position: number; changedBy: string | null; changedAt: number | null };

/** Rows of one statement: a paste of 20,000 rules must not hold the thread in one native call. */
const ROWS_AT_ONCE = 2000;

/**
 * Makes a draft's rows these, in this order, and raises its revision. Only rows that differ are written; a moved
 * row moves alone. Answers how many rows were written or removed.
 */
export async function replaceRules(db: Db, writing: Writing, rules: readonly Rule[]): Promise<number> {
  const written = await writeTable(db, writing, await readTable(db, writing.versionId), rules);
  await raiseRevision(db, writing);
  return written;
}

/** A conflict with who changed the row meanwhile and when; null: it was removed, or only its place is gone. */
type ToldConflict = RowConflict & { readonly by: string | null; readonly at: number | null };

/**
 * Takes changes of single rows into a draft; raises its revision when any was taken. Rows that somebody else changed
 * since they were read stay as they are and are answered.
 */
export async function saveRows(
  db: Db,
  writing: Writing,
  changes: readonly RowChange[],
): Promise<{ rules: Rule[]; conflicts: ToldConflict[]; written: number }> {
  const rows = await readTable(db, writing.versionId);
  const { rules, conflicts } = applyRows(rows.map(ruleOf), changes);
  const written = await writeTable(db, writing, rows, rules);
  if (written > 0) await raiseRevision(db, writing);
  const kept = new Map(rows.map((row) => [row.id, row]));
  const told = conflicts.map((conflict) => {
    const row = kept.get(conflict.id);
    return { ...conflict, by: row?.changedBy ?? null, at: row?.changedAt ?? null };
  });
  return { rules, conflicts: told, written };
}

/** Who wrote each of some rows last, and when. */
export async function listRowEditors(
  db: Db,
  versionId: string,
  ids: readonly string[],
): Promise<{ id: string; byName: string; at: number }[]> {
  const rows = await db
    .selectFrom('routingRules as r')
    .leftJoin('users as u', 'u.id', 'r.changedBy')
    .select(['r.id', 'r.changedBy', 'r.changedAt', 'u.name'])
    .where('r.versionId', '=', versionId)
    .where(sql<boolean>`r.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
    .execute();
  return rows.flatMap(({ id, changedBy, changedAt, name }) =>
    changedBy === null || changedAt === null ? [] : [{ id, byName: name ?? changedBy, at: changedAt }],
  );
}

async function readTable(db: Db, versionId: string): Promise<Kept[]> {
  return db
    .selectFrom('routingRules')
    .select([...ROW_COLUMNS, 'position', 'changedBy', 'changedAt'])
    .where('versionId', '=', versionId)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

async function writeTable(
  db: Db,
  writing: Writing,
  rows: readonly Kept[],
  rules: readonly Rule[],
): Promise<number> {
  const { versionId, by, at } = writing;
  const old = new Map(rows.map((row) => [row.id, row]));
  const positions = place(rules.map((rule) => old.get(rule.id)?.position));
  const changed = rules.flatMap((rule, index): Kept[] => {
    const row = rowOf(rule);
    const position = positions[index] ?? 0;
    const before = old.get(row.id);
    if (before === undefined || isDifferent(before, row))
      return [{ ...row, position, changedBy: by, changedAt: at }];
    // A row that only moves keeps who changed it last: its place is not what it says.
    return before.position === position ? [] : [{ ...before, position }];
  });
  const kept = new Set(rules.map((rule) => rule.id));
  const gone = rows.filter((row) => !kept.has(row.id)).map((row) => row.id);
  for (let from = 0; from < gone.length; from += ROWS_AT_ONCE)
    await sql`DELETE FROM routing_rules WHERE version_id = ${versionId}
      AND id IN (SELECT value FROM json_each(${JSON.stringify(gone.slice(from, from + ROWS_AT_ONCE))}))`.execute(
      db,
    );
  for (let from = 0; from < changed.length; from += ROWS_AT_ONCE)
    await writeRows(db, versionId, changed.slice(from, from + ROWS_AT_ONCE));
  return changed.length + gone.length;
}

function rowOf(rule: Rule): Row {
  return {
    id: rule.id,
    name: rule.name,
    condition: JSON.stringify(rule.condition),
    groupId: rule.groupId,
    isOn: rule.isOn ? 1 : 0,
    note: rule.note,
    ownerId: rule.ownerId ?? null,
    validFrom: rule.validFrom ?? null,
    validTo: rule.validTo ?? null,
    reviewAt: rule.reviewAt ?? null,
    tags: rule.tags === undefined || rule.tags.length === 0 ? null : JSON.stringify(rule.tags),
  };
}

function isDifferent(before: Row, after: Row): boolean {
  return ROW_COLUMNS.some((column) => before[column] !== after[column]);
}

async function writeRows(db: Db, versionId: string, rows: readonly Kept[]): Promise<void> {
  await sql`
    INSERT INTO routing_rules (version_id, id, position, name, condition, group_id, is_on, note,
      owner_id, valid_from, valid_to, review_at, tags, changed_by, changed_at)
    SELECT ${versionId}, value ->> 'id', value ->> 'position', value ->> 'name', value ->> 'condition',
      value ->> 'groupId', value ->> 'isOn', value ->> 'note', value ->> 'ownerId', value ->> 'validFrom',
      value ->> 'validTo', value ->> 'reviewAt', value ->> 'tags',
      value ->> 'changedBy', value ->> 'changedAt'
    FROM json_each(${JSON.stringify(rows)}) WHERE true
    ON CONFLICT (version_id, id) DO UPDATE SET position = excluded.position, name = excluded.name,
      condition = excluded.condition, group_id = excluded.group_id, is_on = excluded.is_on, note = excluded.note,
      owner_id = excluded.owner_id, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
      review_at = excluded.review_at, tags = excluded.tags,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(db);
}

async function raiseRevision(db: Db, { versionId, by }: Writing): Promise<void> {
  await db
    .updateTable('ruleSetVersions')
    .set(({ eb }) => ({ revision: eb('revision', '+', 1), editedBy: by }))
    .where('id', '=', versionId)
    .execute();
}
