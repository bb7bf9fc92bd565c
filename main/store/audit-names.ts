import type { RowScope } from '#domain/access';
import { kindInKey, type TouchedKind } from '#domain/audit';
import type { Label } from '#domain/base';
import { sql } from 'kysely';
import type { Db } from './database.ts';
import { inScope } from './scope.ts';

export type Touched = { readonly key: string; readonly kind: TouchedKind; readonly label: Label | null };
export type NameSight = { readonly people: RowScope; readonly opportunities: RowScope };

/** More ids than this in one line are not told one by one. */
const MOST = 60;

/** What each of some lines touches, its own subject's key among it, by line. */
export async function listTouches(db: Db, seqs: readonly number[]): Promise<Map<number, string[]>> {
  const { rows } = await sql<{ seq: number; subject: string }>`SELECT seq, subject FROM audit_touches
    WHERE seq IN (SELECT value FROM json_each(${JSON.stringify(seqs)}))`.execute(db);
  const bySeq = Map.groupBy(rows, (row) => row.seq);
  return new Map([...bySeq].map(([seq, found]) => [seq, found.slice(0, MOST).map((row) => row.subject)]));
}

/** What touched keys are and are called, as far as a reader may know: people and opportunities outside their scope have no name. */
export async function nameTouched(
  db: Db,
  keys: readonly string[],
  sight: NameSight,
): Promise<Map<string, Touched>> {
  const wanted = JSON.stringify([...new Set(keys)]);
  const named = (kind: TouchedKind, from: string, zh: string, en = zh) =>
    sql`SELECT k.value AS key, ${sql.lit(kind)} AS kind, ${sql.raw(zh)} AS zh, ${sql.raw(en)} AS en
      FROM json_each(${wanted}) k JOIN ${sql.raw(from)}`;
  const seen = (scope: RowScope, column: 't.id') =>
    sql`iif(${inScope(scope, column)}, ${sql.ref(column.replace(/\..*/, '.name'))}, NULL)`;
  const { rows } = await sql<{ key: string; kind: TouchedKind; zh: string | null; en: string | null }>`
    SELECT k.value AS key, 'user' AS kind, ${seen(sight.people, 't.id')} AS zh, '' AS en
      FROM json_each(${wanted}) k JOIN users t ON t.id = k.value
    UNION ALL SELECT k.value, 'opportunity', iif(${inScope(sight.opportunities, 't.ownerId')}, nullif(t.title, ''), NULL), ''
      FROM json_each(${wanted}) k JOIN opportunities t ON k.value GLOB 'opportunity:*' AND t.id = CAST(substr(k.value, 13) AS INTEGER)
    UNION ALL ${named('role', 'roles t ON t.id = k.value', 't.label_zh', 't.label_en')}
    UNION ALL ${named('unit', 'units t ON t.id = k.value', 't.label_zh', 't.label_en')}
    UNION ALL ${named('group', 'distribution_groups t ON t.id = k.value', 't.label_zh', 't.label_en')}
    UNION ALL ${named('ruleSet', 'rule_sets t ON t.id = k.value', 't.label_zh', 't.label_en')}
    UNION ALL ${named(
      'ruleVersion',
      'rule_set_versions v ON v.id = k.value JOIN rule_sets t ON t.id = v.rule_set_id',
      `t.label_zh || ' v' || v.number`,
      `iif(t.label_en = '', '', t.label_en || ' v' || v.number)`,
    )}
    UNION ALL ${named('line', 'business_lines t ON t.id = k.value', 't.label_zh', 't.label_en')}
    UNION ALL ${named('file', 'files t ON t.id = k.value', 't.name', `''`)}
    UNION ALL ${named('batch', 'import_batches t ON t.id = k.value', 't.file_name', `''`)}
    UNION ALL ${named('job', 'jobs t ON t.id = k.value AND t.id NOT IN (SELECT id FROM files)', 't.kind', `''`)}
    UNION ALL ${named('policyVersion', 'policy_versions t ON t.id = k.value', `'v' || t.number`, `''`)}
    UNION ALL ${named('attribute', 'attributes t ON t.key = k.value', 't.label_zh', 't.label_en')}
    UNION ALL ${named('calendar', 'working_calendars t ON t.id = k.value', 't.label_zh', 't.label_en')}
    UNION ALL ${named(
      'policy',
      'pool_policies t ON t.id = k.value LEFT JOIN distribution_groups g ON g.id = t.group_id LEFT JOIN business_lines l ON l.id = t.line_id',
      'coalesce(g.label_zh, l.label_zh)',
      `coalesce(g.label_en, l.label_en, '')`,
    )}`.execute(db);
  const found = new Map(
    rows.map(({ key, kind, zh, en }) => [
      key,
      { key, kind, label: zh === null ? null : { zh, en: en ?? '' } },
    ]),
  );
  return new Map(
    keys.map((key) => [
      key,
      found.get(key) ?? { key, kind: kindInKey(key) ?? ('other' as const), label: null },
    ]),
  );
}

/** What else a thing's life is told under: the versions of a rule set, and the import that brought an opportunity or an order. */
export async function listKin(db: Db, { kind, key }: Touched): Promise<string[]> {
  const id = Number(key.replace(/^.*:/, ''));
  if (kind === 'ruleSet') {
    const found = await db.selectFrom('ruleSetVersions').select('id').where('ruleSetId', '=', key).execute();
    return found.map((version) => version.id);
  }
  if (kind !== 'opportunity' && kind !== 'order') return [];
  const table = kind === 'order' ? ('orders' as const) : ('opportunities' as const);
  const row = await db.selectFrom(table).select('batchId').where('id', '=', id).executeTakeFirst();
  return row?.batchId ? [row.batchId] : [];
}
