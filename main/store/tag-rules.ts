import type { TagRule } from '#domain/tagging';
import type { Db, Raw } from './database.ts';

export type TagRuleList = {
  /** 0 as long as nothing was saved. */
  readonly revision: number;
  readonly rules: TagRule[];
  readonly savedAt: number | null;
  readonly savedBy: string | null;
};

/** The tag rules that count: the last saved list. */
export async function findTagRules(db: Db): Promise<TagRuleList> {
  const row = await db
    .selectFrom('tagRuleLists')
    .selectAll()
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { revision: 0, rules: [], savedAt: null, savedBy: null };
  return { ...row, rules: JSON.parse(row.rules) as TagRule[] };
}

export async function addTagRules(
  db: Db,
  { revision, rules, savedAt, savedBy }: TagRuleList & { savedAt: number; savedBy: string },
): Promise<void> {
  await db
    .insertInto('tagRuleLists')
    .values({ revision, rules: JSON.stringify(rules), savedAt, savedBy })
    .execute();
}

/** The rules of one saved list, for a job on the bare connection. */
export function readTagRules(raw: Raw, revision: number): TagRule[] {
  const text = raw.prepare('SELECT rules FROM tag_rule_lists WHERE revision = ?').pluck().get(revision);
  return JSON.parse(typeof text === 'string' ? text : '[]') as TagRule[];
}

/** The revision of the last saved list; 0 before there is one. */
export function findTagRevision(raw: Raw): number {
  return Number(raw.prepare('SELECT coalesce(max(revision), 0) FROM tag_rule_lists').pluck().get());
}
