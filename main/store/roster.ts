import type { Present } from '#domain/organisation';
import type { Db } from './database.ts';

/** The organisation with the codes of units and the logins of people: what a roster names them by. */
export async function loadPresent(db: Db): Promise<Present> {
  const units = await db.selectFrom('units').selectAll().orderBy('id').execute();
  const people = await db
    .selectFrom('users')
    .select(['id', 'login', 'name', 'unitId', 'status'])
    .orderBy('login')
    .execute();
  return {
    units: units.map(({ id, parentId, leaderId, labelZh, labelEn, externalId }) => ({
      id,
      code: externalId ?? id,
      parentId,
      leaderId,
      label: { zh: labelZh, en: labelEn },
    })),
    people,
  };
}
