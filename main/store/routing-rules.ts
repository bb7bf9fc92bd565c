import type { Label } from '#domain/base';
import type { Condition } from '#domain/conditions';
import { type Fact, ruleFacts } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { sql } from 'kysely';
import { listLines } from './contacts.ts';
import type { Db, Raw } from './database.ts';
import { inForce } from './routing-in-force.ts';
import { listAttributes } from './tagging.ts';

/** A version of a rule set; a submitted one is a draft that waits for approval. */
export type Version = {
  id: string;
  ruleSetId: string;
  number: number;
  status: 'draft' | 'submitted' | 'published';
  note: string;
  revision: number;
  rules: number;
  createdByName: string;
  createdAt: number;
  publishedByName: string | null;
  publishedAt: number | null;
  editedBy: string | null;
  submittedBy: string | null;
  submittedByName: string | null;
  submittedAt: number | null;
  approvedByName: string | null;
  sentBackByName: string | null;
  sentBackReason: string | null;
  /** From when it decides; null: not published. */
  effectiveAt: number | null;
  /** The number of the version whose rows it brought back. */
  bringsBack: number | null;
};

/** Everything that rules can test now. */
export async function listFacts(db: Db): Promise<Fact[]> {
  const lines = await listLines(db);
  return ruleFacts(
    await listAttributes(db),
    lines.map((line) => ({ code: line.id, label: { zh: line.labelZh, en: line.labelEn } })),
  );
}

export type RuleSet = {
  id: string;
  label: Label;
  /** The line whose opportunities it takes; null: those of all lines that have no set of their own. */
  lineId: string | null;
  /** Up to which share of moved opportunities a draft is published without approval; null: always. */
  approvalShare: number | null;
  /** The version in force, or null. */
  publishedVersionId: string | null;
};

/** The rule sets, each with the version in force at a moment (UTC ms). */
export async function listRuleSets(db: Db, at: number): Promise<RuleSet[]> {
  const rows = await db
    .selectFrom('ruleSets as s')
    .selectAll()
    .select(inForce('s.id', at).as('publishedVersionId'))
    .orderBy('labelZh')
    .orderBy('id')
    .execute();
  return rows.map(({ labelZh, labelEn, ...row }) => ({ ...row, label: { zh: labelZh, en: labelEn } }));
}

export async function findRuleSet(db: Db, id: string, at: number): Promise<RuleSet | undefined> {
  return (await listRuleSets(db, at)).find((set) => set.id === id);
}

/** Versions, the newest first: one, or those of every rule set. */
export async function listVersions(db: Db, versionId?: string): Promise<Version[]> {
  let query = db
    .selectFrom('ruleSetVersions as v')
    .leftJoin('users as maker', 'maker.id', 'v.createdBy')
    .leftJoin('users as publisher', 'publisher.id', 'v.publishedBy')
    .leftJoin('users as submitter', 'submitter.id', 'v.submittedBy')
    .leftJoin('users as approver', 'approver.id', 'v.approvedBy')
    .leftJoin('users as returner', 'returner.id', 'v.sentBackBy')
    .leftJoin('ruleSetVersions as earlier', 'earlier.id', 'v.bringsBack')
    .select([
      'v.id',
      'v.ruleSetId',
      'v.number',
      'v.note',
      'v.revision',
      'v.createdAt',
      'v.publishedAt',
      'v.editedBy',
      'v.submittedBy',
      'v.submittedAt',
      'v.sentBackReason',
      'earlier.number as bringsBack',
    ])
    .select((eb) => [
      sql<
        Version['status']
      >`iif(v.status = 'draft' AND v.submitted_at IS NOT NULL, 'submitted', v.status)`.as('status'),
      eb.fn.coalesce('maker.name', 'v.createdBy').as('createdByName'),
      eb.fn.coalesce('publisher.name', 'v.publishedBy').as('publishedByName'),
      eb.fn.coalesce('submitter.name', 'v.submittedBy').as('submittedByName'),
      eb.fn.coalesce('approver.name', 'v.approvedBy').as('approvedByName'),
      eb.fn.coalesce('returner.name', 'v.sentBackBy').as('sentBackByName'),
      eb.fn.coalesce('v.effectiveAt', 'v.publishedAt').as('effectiveAt'),
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

/** A row as it is stored; `tags` is a JSON list. */
export type Row = {
  id: string;
  name: string;
  condition: string;
  groupId: string;
  isOn: number;
  note: string;
  ownerId: string | null;
  validFrom: number | null;
  validTo: number | null;
  reviewAt: number | null;
  tags: string | null;
};

export const ROW_COLUMNS = [
  'id',
  'name',
  'condition',
  'groupId',
  'isOn',
  'note',
  'ownerId',
  'validFrom',
  'validTo',
  'reviewAt',
  'tags',
] as const satisfies readonly (keyof Row)[];

/** The row of a rule as everything else sees it: what is not there is absent. */
export function ruleOf(row: Row): Rule {
  return {
    id: row.id,
    name: row.name,
    condition: JSON.parse(row.condition) as Condition,
    groupId: row.groupId,
    isOn: row.isOn === 1,
    note: row.note,
    ...(row.ownerId === null ? {} : { ownerId: row.ownerId }),
    ...(row.validFrom === null ? {} : { validFrom: row.validFrom }),
    ...(row.validTo === null ? {} : { validTo: row.validTo }),
    ...(row.reviewAt === null ? {} : { reviewAt: row.reviewAt }),
    ...(row.tags === null ? {} : { tags: JSON.parse(row.tags) as string[] }),
  };
}

type Part = { readonly offset?: number | undefined; readonly limit?: number | undefined };

/** The rules of a version, in order: all of them, or a part. */
export async function listRules(db: Db, versionId: string, part?: Part): Promise<Rule[]> {
  const all = db
    .selectFrom('routingRules')
    .select(ROW_COLUMNS)
    .where('versionId', '=', versionId)
    .orderBy('position')
    .orderBy('id');
  const rows = await (part ? all.limit(part.limit ?? -1).offset(part.offset ?? 0) : all).execute();
  return rows.map(ruleOf);
}

/** How many rules a version has. */
export async function countRules(db: Db, versionId: string): Promise<number> {
  const { rules } = await db
    .selectFrom('routingRules')
    .where('versionId', '=', versionId)
    .select(({ fn }) => fn.countAll<number>().as('rules'))
    .executeTakeFirstOrThrow();
  return rules;
}

/** The same on a bare connection, for a run. */
export function readRules(raw: Raw, versionId: string): Rule[] {
  const rows = raw
    .prepare(
      `SELECT id, name, condition, group_id AS groupId, is_on AS isOn, note, owner_id AS ownerId,
         valid_from AS validFrom, valid_to AS validTo, review_at AS reviewAt, tags
       FROM routing_rules WHERE version_id = ? ORDER BY position, id`,
    )
    .all(versionId) as Row[];
  return rows.map(ruleOf);
}

/** How many rules of the versions that are in force at a moment, or will be, send to each group. */
export async function countPublishedRules(db: Db, at: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('ruleSets as s')
    .innerJoin('ruleSetVersions as v', 'v.ruleSetId', 's.id')
    .innerJoin('routingRules as r', 'r.versionId', 'v.id')
    .where('v.status', '=', 'published')
    .where((eb) => eb.or([eb('v.id', '=', inForce('s.id', at)), eb('v.effectiveAt', '>', at)]))
    .where('r.isOn', '=', 1)
    .select(['r.groupId', ({ fn }) => fn.countAll<number>().as('rules')])
    .groupBy('r.groupId')
    .execute();
  return new Map(rows.map((row) => [row.groupId, row.rules]));
}
