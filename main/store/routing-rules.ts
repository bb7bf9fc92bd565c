import type { Label } from '#domain/base';
import type { Condition } from '#domain/conditions';
import { type Fact, place, ruleFacts } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { sql } from 'kysely';
import { listLines } from './contacts.ts';
import type { Db, Raw } from './database.ts';
import { listAttributes } from './tagging.ts';

export type Version = {
  id: string;
  ruleSetId: string;
  number: number;
  status: 'draft' | 'published';
  note: string;
  revision: number;
  rules: number;
  createdByName: string;
  createdAt: number;
  publishedByName: string | null;
  publishedAt: number | null;
};

/** Everything that rules can test now. */
export async function listFacts(db: Db): Promise<Fact[]> {
  const lines = await listLines(db);
  return ruleFacts(
    await listAttributes(db),
    lines.map((line) => ({ code: line.id, label: { zh: line.labelZh, en: line.labelEn } })),
  );
}

export type RuleSet = { id: string; label: Label; publishedVersionId: string | null };

export async function listRuleSets(db: Db): Promise<RuleSet[]> {
  const rows = await db.selectFrom('ruleSets').selectAll().orderBy('labelZh').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    label: { zh: row.labelZh, en: row.labelEn },
    publishedVersionId: row.publishedVersionId,
  }));
}

export async function findRuleSet(db: Db, id: string): Promise<RuleSet | undefined> {
  return (await listRuleSets(db)).find((set) => set.id === id);
}

export async function insertRuleSet(db: Db, id: string, label: Label): Promise<void> {
  await db
    .insertInto('ruleSets')
    .values({ id, labelZh: label.zh, labelEn: label.en, publishedVersionId: null })
    .execute();
}

/** Versions, the newest first: one, or those of every rule set. */
export async function listVersions(db: Db, versionId?: string): Promise<Version[]> {
  let query = db
    .selectFrom('ruleSetVersions as v')
    .leftJoin('users as maker', 'maker.id', 'v.createdBy')
    .leftJoin('users as publisher', 'publisher.id', 'v.publishedBy')
    .select([
      'v.id',
      'v.ruleSetId',
      'v.number',
      'v.status',
      'v.note',
      'v.revision',
      'v.createdAt',
      'v.publishedAt',
    ])
    .select((eb) => [
      eb.fn.coalesce('maker.name', 'v.createdBy').as('createdByName'),
      eb.fn.coalesce('publisher.name', 'v.publishedBy').as('publishedByName'),
      eb
        .selectFrom('routingRules')
        .whereRef('routingRules.versionId', '=', 'v.id')
        .select((of) => of.fn.countAll<number>().as('rules'))
        .as('rules'),
    ])
    .orderBy('v.number', 'desc');
  if (versionId !== undefined) query = query.where('v.id', '=', versionId);
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, rules: row.rules ?? 0 }));
}

export async function findVersion(db: Db, id: string): Promise<Version | undefined> {
  return (await listVersions(db, id))[0];
}

export async function findDraft(db: Db, ruleSetId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('ruleSetVersions')
    .select('id')
    .where('ruleSetId', '=', ruleSetId)
    .where('status', '=', 'draft')
    .executeTakeFirst();
  return row?.id;
}

/** A new draft with the rules of another version, or with none. */
export async function insertDraft(
  db: Db,
  draft: { id: string; ruleSetId: string; createdBy: string; createdAt: number },
  copiedFrom: string | null,
): Promise<void> {
  await db
    .insertInto('ruleSetVersions')
    .values(({ selectFrom }) => ({
      ...draft,
      number: selectFrom('ruleSetVersions')
        .where('ruleSetId', '=', draft.ruleSetId)
        .select(({ fn, lit }) => sql<number>`${fn.coalesce(fn.max('number'), lit(0))} + 1`.as('number')),
      status: 'draft',
      note: '',
      revision: 1,
      publishedBy: null,
      publishedAt: null,
    }))
    .execute();
  if (copiedFrom === null) return;
  await sql`
    INSERT INTO routing_rules (version_id, id, position, name, condition, group_id, is_on, note)
    SELECT ${draft.id}, id, position, name, condition, group_id, is_on, note
    FROM routing_rules WHERE version_id = ${copiedFrom}`.execute(db);
}

export async function removeDraft(db: Db, versionId: string): Promise<void> {
  await db.deleteFrom('routingRules').where('versionId', '=', versionId).execute();
  await db.deleteFrom('ruleSetVersions').where('id', '=', versionId).execute();
}

export async function publishVersion(
  db: Db,
  version: { id: string; ruleSetId: string; note: string; publishedBy: string; publishedAt: number },
): Promise<void> {
  const { id, ruleSetId, note, publishedBy, publishedAt } = version;
  await db
    .updateTable('ruleSetVersions')
    .set({ status: 'published', note, publishedBy, publishedAt })
    .where('id', '=', id)
    .execute();
  await db.updateTable('ruleSets').set({ publishedVersionId: id }).where('id', '=', ruleSetId).execute();
}

type Row = {
  id: string;
  name: string;
  condition: string;
  groupId: string;
  isOn: number;
  note: string;
};

const ruleOf = (row: Row): Rule => ({
  id: row.id,
  name: row.name,
  condition: JSON.parse(row.condition) as Condition,
  groupId: row.groupId,
  isOn: row.isOn === 1,
  note: row.note,
});

/** The rules of a version, in order. */
export async function listRules(db: Db, versionId: string): Promise<Rule[]> {
  const rows = await db
    .selectFrom('routingRules')
    .select(['id', 'name', 'condition', 'groupId', 'isOn', 'note'])
    .where('versionId', '=', versionId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(ruleOf);
}

/** The same on a bare connection, for a run. */
export function readRules(raw: Raw, versionId: string): Rule[] {
  const rows = raw
    .prepare(
      `SELECT id, name, condition, group_id AS groupId, is_on AS isOn, note FROM routing_rules
       WHERE version_id = ? ORDER BY position, id`,
    )
    .all(versionId) as Row[];
  return rows.map(ruleOf);
}

/** Rows of one statement: a paste of 20,000 rules must not hold the thread in one native call. */
const ROWS_AT_ONCE = 2000;

/**
 * Makes a draft's rows these, in this order, and raises its revision. Only rows that differ are written; a moved
 * row moves alone. Answers how many rows were written or removed.
 */
export async function replaceRules(db: Db, versionId: string, rules: readonly Rule[]): Promise<number> {
  const rows = await db
    .selectFrom('routingRules')
    .select(['id', 'position', 'name', 'condition', 'groupId', 'isOn', 'note'])
    .where('versionId', '=', versionId)
    .execute();
  const old = new Map(rows.map((row) => [row.id, row]));
  const positions = place(rules.map((rule) => old.get(rule.id)?.position));
  const wanted = rules.map((rule, index) => ({
    ...rule,
    condition: JSON.stringify(rule.condition),
    isOn: rule.isOn ? 1 : 0,
    position: positions[index] ?? 0,
  }));
  const changed = wanted.filter((rule) => {
    const row = old.get(rule.id);
    return (
      row === undefined ||
      row.position !== rule.position ||
      row.condition !== rule.condition ||
      row.groupId !== rule.groupId ||
      row.isOn !== rule.isOn ||
      row.name !== rule.name ||
      row.note !== rule.note
    );
  });
  const kept = new Set(rules.map((rule) => rule.id));
  const gone = rows.filter((row) => !kept.has(row.id)).map((row) => row.id);
  for (let from = 0; from < gone.length; from += ROWS_AT_ONCE)
    await sql`DELETE FROM routing_rules WHERE version_id = ${versionId}
      AND id IN (SELECT value FROM json_each(${JSON.stringify(gone.slice(from, from + ROWS_AT_ONCE))}))`.execute(
      db,
    );
  for (let from = 0; from < changed.length; from += ROWS_AT_ONCE)
    await writeRules(db, versionId, changed.slice(from, from + ROWS_AT_ONCE));
  await db
    .updateTable('ruleSetVersions')
    .set(({ eb }) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', versionId)
    .execute();
  return changed.length + gone.length;
}

async function writeRules(
  db: Db,
  versionId: string,
  rows: readonly (Row & { position: number })[],
): Promise<void> {
  await sql`
    INSERT INTO routing_rules (version_id, id, position, name, condition, group_id, is_on, note)
    SELECT ${versionId}, value ->> 'id', value ->> 'position', value ->> 'name', value ->> 'condition',
      value ->> 'groupId', value ->> 'isOn', value ->> 'note'
    FROM json_each(${JSON.stringify(rows)}) WHERE true
    ON CONFLICT (version_id, id) DO UPDATE SET position = excluded.position, name = excluded.name,
      condition = excluded.condition, group_id = excluded.group_id, is_on = excluded.is_on, note = excluded.note`.execute(
    db,
  );
}

/** How many rules of the published versions send to each group. */
export async function countPublishedRules(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('ruleSets')
    .innerJoin('routingRules', 'routingRules.versionId', 'ruleSets.publishedVersionId')
    .where('routingRules.isOn', '=', 1)
    .select(['routingRules.groupId', ({ fn }) => fn.countAll<number>().as('rules')])
    .groupBy('routingRules.groupId')
    .execute();
  return new Map(rows.map((row) => [row.groupId, row.rules]));
}
