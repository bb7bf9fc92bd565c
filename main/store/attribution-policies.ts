import type { Layer1, Layer2 } from '#domain/attribution';
import { sql } from 'kysely';
import type { Db } from './database.ts';

type Status = 'draft' | 'published';

export type PolicyVersion = {
  id: string;
  number: number;
  status: Status;
  layer1: Layer1;
  layer2: Layer2;
  note: string;
  revision: number;
  createdByName: string;
  createdAt: number;
  publishedByName: string | null;
  publishedAt: number | null;
};

function versions(db: Db) {
  return db
    .selectFrom('policyVersions')
    .leftJoin('users as author', 'author.id', 'createdBy')
    .leftJoin('users as publisher', 'publisher.id', 'publishedBy')
    .select([
      'policyVersions.id',
      'number',
      'policyVersions.status',
      'layer1',
      'layer2',
      'note',
      'revision',
      'policyVersions.createdAt',
      'publishedAt',
      sql<string>`coalesce(author.name, created_by)`.as('createdByName'),
      sql<string | null>`coalesce(publisher.name, published_by)`.as('publishedByName'),
    ]);
}

type Row = Omit<PolicyVersion, 'layer1' | 'layer2'> & { layer1: string; layer2: string };

function versionOf(row: Row): PolicyVersion {
  return {
    ...row,
    layer1: JSON.parse(row.layer1) as Layer1,
    layer2: JSON.parse(row.layer2) as Layer2,
  };
}

/** Every version of the policy, newest first; a draft is always the newest. */
export async function listPolicies(db: Db): Promise<PolicyVersion[]> {
  const rows = await versions(db).orderBy('number', 'desc').execute();
  return rows.map(versionOf);
}

export async function findPolicy(db: Db, id: string): Promise<PolicyVersion | undefined> {
  const row = await versions(db).where('policyVersions.id', '=', id).executeTakeFirst();
  return row && versionOf(row);
}

/** The newest version of a status: the one draft, or the version in force. */
export async function findNewestPolicy(db: Db, status: Status): Promise<PolicyVersion | undefined> {
  const row = await versions(db)
    .where('policyVersions.status', '=', status)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && versionOf(row);
}

/** Writes a new draft down, with the next number. That there is only one is the table's own rule. */
export async function addDraft(
  db: Db,
  draft: { id: string; layer1: Layer1; layer2: Layer2; actorId: string; at: number },
): Promise<void> {
  const { last } = await db
    .selectFrom('policyVersions')
    .select((eb) => eb.fn.max('number').as('last'))
    .executeTakeFirstOrThrow();
  await db
    .insertInto('policyVersions')
    .values({
      id: draft.id,
      number: (last ?? 0) + 1,
      status: 'draft',
      layer1: JSON.stringify(draft.layer1),
      layer2: JSON.stringify(draft.layer2),
      note: '',
      revision: 1,
      createdBy: draft.actorId,
      createdAt: draft.at,
      publishedBy: null,
      publishedAt: null,
    })
    .execute();
}

export async function saveLayers(db: Db, id: string, layer1: Layer1, layer2: Layer2): Promise<void> {
  await db
    .updateTable('policyVersions')
    .set((eb) => ({
      layer1: JSON.stringify(layer1),
      layer2: JSON.stringify(layer2),
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

/** Puts a draft in force; from now on it never changes. */
export async function publishPolicy(
  db: Db,
  id: string,
  by: { note: string; actorId: string; at: number },
): Promise<void> {
  await db
    .updateTable('policyVersions')
    .set({ status: 'published', note: by.note, publishedBy: by.actorId, publishedAt: by.at })
    .where('id', '=', id)
    .execute();
}

export async function removeDraft(db: Db, id: string): Promise<void> {
  await db.deleteFrom('policyVersions').where('id', '=', id).where('status', '=', 'draft').execute();
}

/** The first business line and the first category that the rules name and the store does not have. */
export async function findStrangers(
  db: Db,
  layer2: Layer2,
): Promise<{ lineId: string | undefined; categoryId: string | undefined }> {
  const lines = await db.selectFrom('businessLines').select('id').execute();
  const categories = await db.selectFrom('productCategories').select('id').execute();
  const first = (wanted: readonly string[], rows: readonly { id: string }[]) => {
    const known = new Set(rows.map(({ id }) => id));
    return wanted.find((id) => !known.has(id));
  };
  return {
    lineId: first(
      layer2.rules.flatMap(({ lineIds }) => lineIds),
      lines,
    ),
    categoryId: first(
      layer2.rules.flatMap(({ categoryIds }) => categoryIds),
      categories,
    ),
  };
}
