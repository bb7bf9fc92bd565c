import type { RoutingCase } from '#domain/routing';
import type { Db } from './database.ts';

/** The saved cases of a rule set, by name. */
export async function listCases(db: Db, ruleSetId: string): Promise<RoutingCase[]> {
  const rows = await db
    .selectFrom('routingCases')
    .select(['id', 'name', 'facts', 'groupId'])
    .where('ruleSetId', '=', ruleSetId)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, facts: JSON.parse(row.facts) as RoutingCase['facts'] }));
}

/** The rule set of a case, or undefined. */
export async function findSetOfCase(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('routingCases').select('ruleSetId').where('id', '=', id).executeTakeFirst();
  return row?.ruleSetId;
}

/** Writes a case, new or with what it says now. */
export async function saveCase(
  db: Db,
  saved: RoutingCase & { readonly ruleSetId: string; readonly createdBy: string; readonly createdAt: number },
): Promise<void> {
  const { name, groupId } = saved;
  const facts = JSON.stringify(saved.facts);
  await db
    .insertInto('routingCases')
    .values({ ...saved, facts })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, facts, groupId }))
    .execute();
}

export async function removeCase(db: Db, id: string): Promise<void> {
  await db.deleteFrom('routingCases').where('id', '=', id).execute();
}
