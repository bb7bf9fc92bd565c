import type { RowScope } from '#domain/access';
import type { Mark, Touch } from '#domain/tagging';
import { sql } from 'kysely';
import type { Db, Raw } from './database.ts';
import { inScope } from './scope.ts';

export type NewMark = Mark & {
  readonly opportunityId: number;
  readonly revision: number | null;
  readonly evidence: unknown;
};

type MarkRow = {
  attribute: string;
  code: string | null;
  state: Mark['state'];
  setBy: Mark['by'];
  byId: string;
  value: string;
  at: number;
  expiresAt: number | null;
};

const markOf = ({ setBy, value, ...row }: MarkRow): Mark => ({
  ...row,
  by: setBy,
  value: JSON.parse(value) as Mark['value'],
});

/** What is said now about one opportunity, with whose rule or hand it was; people outside the scope have no name. */
export async function listMarks(db: Db, scope: RowScope, opportunityId: number) {
  const rows = await db
    .selectFrom('opportunityMarks as mark')
    .leftJoin('tagRuleLists as list', 'list.revision', 'mark.revision')
    .leftJoin('users', (join) =>
      join.onRef('users.id', '=', 'mark.byId').on('mark.setBy', '=', 'person').on(inScope(scope, 'users.id')),
    )
    .select(['mark.attribute', 'mark.code', 'mark.setBy as by', 'mark.at', 'mark.expiresAt', 'mark.revision'])
    .select(['mark.state', 'mark.evidence', 'users.name as personName'])
    .select(
      sql<string | null>`(SELECT rule.value ->> '$.name' FROM json_each(list.rules) AS rule
        WHERE rule.value ->> '$.id' = mark.by_id)`.as('ruleName'),
    )
    .where(
      sql<boolean>`mark.id IN (SELECT max(id) FROM opportunity_marks
        WHERE opportunity_id = ${opportunityId} GROUP BY attribute, code)`,
    )
    .orderBy('mark.attribute')
    .orderBy('mark.code')
    .execute();
  return rows.flatMap(({ state, evidence, ...row }) =>
    state === 'gone'
      ? []
      : [{ ...row, state, evidence: JSON.parse(evidence) as Record<string, Mark['value']> }],
  );
}

/** Writes down what a person said; inside a command. */
export async function addMark(db: Db, mark: NewMark): Promise<void> {
  const { by, value, evidence, ...row } = mark;
  await db
    .insertInto('opportunityMarks')
    .values({ ...row, setBy: by, value: JSON.stringify(value), evidence: JSON.stringify(evidence) })
    .execute();
}

export async function saveAttributesOf(db: Db, id: number, attributes: unknown): Promise<void> {
  await db
    .updateTable('opportunities')
    .set({ attributes: JSON.stringify(attributes) })
    .where('id', '=', id)
    .execute();
}

export type TaggableRow = {
  readonly id: number;
  readonly cardId: number;
  readonly attributes: string;
  readonly lineId: string;
  readonly source: string;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly createdAt: number;
};

/** How many open opportunities there are, and the last one's id. */
export function findTaggable(raw: Raw): { total: number; last: number } {
  return raw
    .prepare(
      `SELECT count(*) AS total, coalesce(max(id), 0) AS last FROM opportunities WHERE status = 'open'`,
    )
    .get() as { total: number; last: number };
}

/** Whether anything was ever said about an opportunity's tags. */
export function hasMarks(raw: Raw): boolean {
  return raw.prepare('SELECT EXISTS (SELECT 1 FROM opportunity_marks)').pluck().get() === 1;
}

/** What a run reads and writes, prepared once. */
export function tagStatements(raw: Raw) {
  const next =
    raw.prepare(`SELECT id, card_id AS cardId, attributes, line_id AS lineId, source, amount_minor AS amountMinor,
      currency, created_at AS createdAt
    FROM opportunities WHERE status = 'open' AND id > ? AND id <= ? ORDER BY id LIMIT ?`);
  const marks =
    raw.prepare(`SELECT attribute, code, state, set_by AS setBy, by_id AS byId, value, at, expires_at AS expiresAt
    FROM opportunity_marks
    WHERE id IN (SELECT max(id) FROM opportunity_marks WHERE opportunity_id = ? GROUP BY attribute, code) ORDER BY id`);
  const touches =
    raw.prepare(`SELECT happened_at AS at, channel, duration_seconds AS durationSeconds FROM follow_ups
    WHERE card_id = ? AND happened_at > ? AND (line_id IS NULL OR line_id = ?) ORDER BY happened_at, id`);
  const write = raw.prepare('UPDATE opportunities SET attributes = ? WHERE id = ?');
  const add = raw.prepare(`INSERT INTO opportunity_marks
    (opportunity_id, attribute, code, state, set_by, by_id, revision, value, evidence, at, expires_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  return {
    next: (after: number, last: number, size: number) => next.all(after, last, size) as TaggableRow[],
    marksOf: (id: number) => (marks.all(id) as MarkRow[]).map(markOf),
    touchesOf: ({ cardId, lineId }: TaggableRow, from: number) =>
      touches.all(cardId, from, lineId) as Touch[],
    write: (id: number, attributes: unknown) => write.run(JSON.stringify(attributes), id),
    addMark: (mark: NewMark) => {
      const { opportunityId, attribute, code, state, by, byId, revision, value, evidence, at, expiresAt } =
        mark;
      const told = [JSON.stringify(value), JSON.stringify(evidence), at, expiresAt];
      add.run(opportunityId, attribute, code, state, by, byId, revision, ...told);
    },
  };
}
