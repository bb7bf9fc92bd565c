import type { Label } from '#domain/base';
import { sql } from 'kysely';
import type { Db } from './database.ts';

/** What is kept of a rule set beside its versions. */
type RuleSetSettings = {
  readonly label: Label;
  readonly lineId: string | null;
  readonly approvalShare: number | null;
};

export async function insertRuleSet(db: Db, id: string, settings: RuleSetSettings): Promise<void> {
  await db
    .insertInto('ruleSets')
    .values({ id, ...columnsOf(settings) })
    .execute();
}

export async function updateRuleSet(db: Db, id: string, settings: RuleSetSettings): Promise<void> {
  await db.updateTable('ruleSets').set(columnsOf(settings)).where('id', '=', id).execute();
}

function columnsOf({ label, lineId, approvalShare }: RuleSetSettings) {
  return { labelZh: label.zh, labelEn: label.en, lineId, approvalShare };
}

/** The rule set that takes a line's opportunities as its own, or undefined. */
export async function findSetOfLine(db: Db, lineId: string): Promise<string | undefined> {
  const row = await db.selectFrom('ruleSets').select('id').where('lineId', '=', lineId).executeTakeFirst();
  return row?.id;
}

/** The draft of a rule set, submitted or not; undefined: it has none. */
export async function findDraft(db: Db, ruleSetId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('ruleSetVersions')
    .select('id')
    .where('ruleSetId', '=', ruleSetId)
    .where('status', '=', 'draft')
    .executeTakeFirst();
  return row?.id;
}

/** A version to be made. */
type NewDraft = {
  readonly id: string;
  readonly ruleSetId: string;
  readonly createdBy: string;
  readonly createdAt: number;
  /** The version whose rows it brings back, to be published at once. */
  readonly bringsBack?: string;
};

/** A new draft with the rules of another version, or with none. */
export async function insertDraft(db: Db, draft: NewDraft, copiedFrom: string | null): Promise<void> {
  await db
    .insertInto('ruleSetVersions')
    .values(({ selectFrom }) => ({
      bringsBack: null,
      ...draft,
      number: selectFrom('ruleSetVersions')
        .where('ruleSetId', '=', draft.ruleSetId)
        .select(({ fn, lit }) => sql<number>`${fn.coalesce(fn.max('number'), lit(0))} + 1`.as('number')),
      status: 'draft',
      note: '',
      revision: 1,
      editedBy: draft.createdBy,
    }))
    .execute();
  if (copiedFrom === null) return;
  const columns = sql.raw(
    `id, position, name, condition, group_id, is_on, note, owner_id, valid_from, valid_to, review_at, tags, changed_by, changed_at`,
  );
  await sql`INSERT INTO routing_rules (version_id, ${columns})
    SELECT ${draft.id}, ${columns} FROM routing_rules WHERE version_id = ${copiedFrom}`.execute(db);
}

export async function removeDraft(db: Db, versionId: string): Promise<void> {
  await db.deleteFrom('routingRules').where('versionId', '=', versionId).execute();
  await db.deleteFrom('ruleSetVersions').where('id', '=', versionId).execute();
}

/** Lets a draft wait for approval: from now on its rows do not change. */
export async function submitVersion(
  db: Db,
  version: { id: string; note: string; by: string; at: number },
): Promise<void> {
  const { id, note, by, at } = version;
  await db
    .updateTable('ruleSetVersions')
    .set({ note, submittedBy: by, submittedAt: at, sentBackBy: null, sentBackReason: null })
    .where('id', '=', id)
    .execute();
}

/** Makes a submitted draft one that can be edited; `sentBack` says who did not approve it, and why. */
export async function reopenVersion(
  db: Db,
  id: string,
  sentBack: { by: string; reason: string } | null,
): Promise<void> {
  await db
    .updateTable('ruleSetVersions')
    .set({
      submittedBy: null,
      submittedAt: null,
      sentBackBy: sentBack?.by ?? null,
      sentBackReason: sentBack?.reason ?? null,
    })
    .where('id', '=', id)
    .execute();
}

/** A publication. `effectiveAt` null: from now on. */
type Publication = {
  readonly id: string;
  readonly note: string;
  readonly publishedBy: string;
  readonly publishedAt: number;
  readonly approvedBy?: string;
  readonly effectiveAt?: number | null;
};

/** Makes a draft a published version, which never changes again. */
export async function publishVersion(db: Db, { id, ...publication }: Publication): Promise<void> {
  await db
    .updateTable('ruleSetVersions')
    .set({ status: 'published', ...publication })
    .where('id', '=', id)
    .execute();
}
