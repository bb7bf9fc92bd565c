import type { Attribute } from '#domain/tagging';
import { sql } from 'kysely';
import type { Db } from './database.ts';

/** The attribute catalogue in its order. */
export async function listAttributes(db: Db): Promise<Attribute[]> {
  const rows = await db.selectFrom('attributes').selectAll().orderBy('position').orderBy('key').execute();
  return rows.map(({ labelZh, labelEn, values, ...row }) => ({
    ...row,
    label: { zh: labelZh, en: labelEn },
    values: JSON.parse(values) as Attribute['values'],
  }));
}

export async function findAttribute(db: Db, key: string): Promise<Attribute | undefined> {
  return (await listAttributes(db)).find((attribute) => attribute.key === key);
}

/** Writes one attribute, new or in place of the one with its key; inside a command. */
export async function saveAttribute(db: Db, attribute: Attribute): Promise<void> {
  const { key, label, values, ...rest } = attribute;
  const row = { ...rest, labelZh: label.zh, labelEn: label.en, values: JSON.stringify(values) };
  await db
    .insertInto('attributes')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

/** How many opportunities hold the attribute at all; with codes, how many hold one of those (alone or in a set). */
export async function countHolders(db: Db, key: string, codes?: readonly string[]): Promise<number> {
  // A key of the catalogue is letters and digits only, so it is its own JSON path.
  const path = `$.${key}`;
  const held =
    codes === undefined
      ? sql`json_type(attributes, ${path}) IS NOT NULL`
      : sql`EXISTS (SELECT 1 FROM json_each(attributes, ${path}) AS held
          WHERE held.value IN (SELECT value FROM json_each(${JSON.stringify(codes)})))`;
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM opportunities WHERE ${held}`.execute(db);
  return rows[0]?.count ?? 0;
}
