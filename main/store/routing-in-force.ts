import { sql } from 'kysely';
import type { Raw } from './database.ts';

/**
 * The last published version whose time had come. By number: what was published later stands, also against one that
 * was to begin only after it.
 */
const LAST = `status = 'published' AND coalesce(effective_at, published_at, 0)`;

/** In a query: the id of a rule set's version in force at a moment (UTC ms), or null. `ruleSet` names the column. */
export function inForce(ruleSet: string, at: number) {
  return sql<string | null>`(SELECT id FROM rule_set_versions WHERE rule_set_id = ${sql.ref(ruleSet)}
    AND ${sql.raw(LAST)} <= ${at} ORDER BY number DESC LIMIT 1)`;
}

/** The version of a rule set that is in force at a moment (UTC ms), or undefined. */
export function findVersionInForce(raw: Raw, ruleSetId: string, at: number): string | undefined {
  const found = raw
    .prepare(
      `SELECT id FROM rule_set_versions WHERE rule_set_id = ? AND ${LAST} <= ? ORDER BY number DESC LIMIT 1`,
    )
    .pluck()
    .get(ruleSetId, at);
  return typeof found === 'string' ? found : undefined;
}

/**
 * The lines whose opportunities a rule set takes at a moment (UTC ms): its own, or all those for which no set of
 * their own has a version in force.
 */
export function linesOf(raw: Raw, ruleSetId: string, at: number): string[] {
  const own = raw.prepare('SELECT line_id FROM rule_sets WHERE id = ?').pluck().get(ruleSetId);
  if (typeof own === 'string') return [own];
  const sets = raw.prepare('SELECT id, line_id FROM rule_sets WHERE line_id IS NOT NULL').raw().all();
  const taken = (sets as [string, string][])
    .filter(([id]) => findVersionInForce(raw, id, at) !== undefined)
    .map(([, lineId]) => lineId);
  const lines = raw.prepare('SELECT id FROM business_lines ORDER BY position, id').pluck().all() as string[];
  return lines.filter((id) => !taken.includes(id));
}
