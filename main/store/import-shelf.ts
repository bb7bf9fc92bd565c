import type { Raw } from './database.ts';

export type Cell = string | number | null;
export type ImportTable =
  | 'units'
  | 'users'
  | 'business_lines'
  | 'product_categories'
  | 'products'
  | 'cards'
  | 'opportunities'
  | 'follow_ups'
  | 'orders'
  | 'refunds';

/** Writes rows and notes each change, so that the import can be undone: nothing before for a new row, `{column: [old, new]}` for a changed one. */
export type ImportWriter = {
  readonly insert: (table: ImportTable, row: Readonly<Record<string, Cell>>) => number;
  readonly update: (
    table: ImportTable,
    id: string | number,
    old: Readonly<Record<string, Cell>>,
    patch: Readonly<Record<string, Cell>>,
  ) => void;
  /** The number of the last change noted. */
  readonly seq: () => number;
};

/** A writer for one batch that goes on after change `from`. */
export function makeImportWriter(raw: Raw, batchId: string, from: number): ImportWriter {
  const inserts = new Map<string, ReturnType<Raw['prepare']>>();
  const insertInto = (table: ImportTable, columns: readonly string[]) => {
    const shape = `${table} ${columns.join()}`;
    const known = inserts.get(shape);
    if (known) return known;
    const made = raw.prepare(
      `INSERT INTO ${table} (${columns.map(columnOf).join()}) VALUES (${columns.map(() => '?').join()})`,
    );
    inserts.set(shape, made);
    return made;
  };
  const note = raw.prepare(
    'INSERT INTO import_changes (batch_id, seq, table_name, row_id, before) VALUES (?, ?, ?, ?, ?)',
  );
  let seq = from;
  return {
    insert: (table, row) => {
      const id = Number(insertInto(table, Object.keys(row)).run(...Object.values(row)).lastInsertRowid);
      note.run(batchId, (seq += 1), table, String(row['id'] ?? id), null);
      return id;
    },
    update: (table, id, old, patch) => {
      const columns = Object.keys(patch);
      raw
        .prepare(`UPDATE ${table} SET ${columns.map((name) => `${columnOf(name)} = ?`).join()} WHERE id = ?`)
        .run(...Object.values(patch), id);
      const before = Object.fromEntries(
        columns.map((name) => [columnOf(name), [old[name] ?? null, patch[name] ?? null]]),
      );
      note.run(batchId, (seq += 1), table, String(id), JSON.stringify(before));
    },
    seq: () => seq,
  };
}

const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * The rows of one table as an import meets them: found by their key, added, changed. With a writer it is the table
 * itself; without one (a preview) changes stay in memory over it, and the same code runs and nothing is written.
 */
export type Shelf<Row extends { id: number | string }> = {
  readonly find: (key: string) => Row | undefined;
  /** A row without an id gets the next one of its table. */
  readonly add: (row: Omit<Row, 'id'> & { id?: Row['id'] }) => Row;
  readonly change: (row: Row, patch: Partial<Row>) => Row;
};

export function makeShelf<Row extends { id: number | string }>(
  table: ImportTable,
  writer: ImportWriter | undefined,
  keyOf: (row: Row) => string,
  lookUp: (key: string) => Row | undefined,
): Shelf<Row> {
  if (writer)
    return {
      find: lookUp,
      add: (row) => {
        const id = writer.insert(table, row);
        return { ...row, id: row.id ?? id } as Row;
      },
      change: (row, patch) => {
        const cells = (value: object) => value as Readonly<Record<string, Cell>>;
        writer.update(table, row.id, cells(row), cells(patch));
        return { ...row, ...patch };
      },
    };
  const changed = new Map<string, Row>();
  const keep = (row: Row) => {
    changed.set(keyOf(row), row);
    return row;
  };
  return {
    find: (key) => changed.get(key) ?? lookUp(key),
    add: (row) => keep({ ...row, id: row.id ?? -1 - changed.size } as Row),
    change: (row, patch) => keep({ ...row, ...patch }),
  };
}
