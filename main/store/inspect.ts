import type { Raw } from './database.ts';
import { freeBytesAt } from './disk.ts';
import { openFile } from './keyring.ts';
import { requireOurs } from './open.ts';
import { StoreTrouble, troubleOf } from './trouble.ts';

/** Opens a store file only to look: nothing of it changes, not even its journal when it is closed again. */
export function lookAt<T>(file: string, look: (raw: Raw) => T): T {
  let raw: Raw | undefined;
  try {
    raw = openFile(file, { readonly: true, fileMustExist: true });
    return look(raw);
  } catch (error) {
    throw troubleOf(error, file, () => freeBytesAt(file));
  } finally {
    raw?.close();
  }
}

/** Refuses a file that is not ours or too new and, when asked to be thorough, one whose pages are not whole. */
export function inspect(file: string, options: { thorough: boolean }): void {
  lookAt(file, (raw) => {
    requireOurs(raw, file);
    if (options.thorough) requireWhole(raw, file);
  });
}

/** SQLite's own check of every page: about 1 s for a GiB. Throws `store.damaged`. */
export function requireWhole(raw: Raw, file: string): void {
  const finding = String(raw.pragma('quick_check(1)', { simple: true }));
  if (finding !== 'ok') throw new StoreTrouble('store.damaged', { file, finding });
}

/** What is in a store, table by table, and where its audit chain ends. */
export type Contents = {
  readonly version: number;
  /** Table → rows; null where a damaged table could not be counted. */
  readonly rows: Readonly<Record<string, number | null>>;
  readonly auditSeq: number | null;
};

/** Counts every table; in a damaged file, as many as can be read. */
export function contentsOf(raw: Raw): Contents {
  const tables = attempt(() => listTables(raw)) ?? [];
  return {
    version: Number(attempt(() => raw.pragma('user_version', { simple: true })) ?? 0),
    rows: Object.fromEntries(
      tables.map((table) => [
        table,
        attempt(() => raw.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number),
      ]),
    ),
    auditSeq: tables.includes('audit_lines')
      ? attempt(() => (raw.prepare('SELECT max(seq) FROM audit_lines').pluck().get() as number | null) ?? 0)
      : 0,
  };
}

/** The whole database as SQL: each table with its indexes and triggers. */
export function schemaOf(raw: Raw): string {
  const parts = raw
    .prepare(
      `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       ORDER BY tbl_name, CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, name`,
    )
    .pluck()
    .all() as string[];
  return parts
    .map((sql) => `${sql.replaceAll(/\n\s*/g, '\n  ').replaceAll(/\n {2}(\)|END)/g, '\n$1')};\n`)
    .join('\n');
}

function listTables(raw: Raw): string[] {
  return raw
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
