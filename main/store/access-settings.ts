import type { Db } from './database.ts';

/** Whether changes of rights need a second person. */
export async function isSecondNeeded(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('accessSettings')
    .select('value')
    .where('key', '=', 'needsSecond')
    .executeTakeFirst();
  return row?.value === 'true';
}
