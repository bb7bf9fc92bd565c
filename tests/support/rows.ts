import type { Raw } from '#store/database';

/** A row of a table, whatever columns it has by now: what is demanded, and `given`. */
export function fillerRow(
  raw: Raw,
  table: string,
  given: Record<string, string | number> = {},
): Record<string, string | number> {
  const columns = raw.pragma(`table_info(${table})`) as {
    name: string;
    type: string;
    notnull: number;
    pk: number;
    dflt_value: unknown;
  }[];
  const demanded = columns.filter((column) => (column.notnull || column.pk) && column.dflt_value === null);
  return {
    ...Object.fromEntries(demanded.map(({ name, type }) => [name, type === 'TEXT' ? `new ${name}` : 1])),
    ...given,
  };
}

/** Puts a row into a table. */
export function insertRow(raw: Raw, table: string, row: Record<string, string | number>): void {
  const columns = Object.keys(row).map((name) => `"${name}"`);
  raw
    .prepare(`INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`)
    .run(...Object.values(row));
}
