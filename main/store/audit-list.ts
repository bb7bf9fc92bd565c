import type { RowScope } from '#domain/access';
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Db, Raw } from './database.ts';
import { listIds, type Slice } from './page.ts';
import { inScope } from './scope.ts';
import { like } from './search.ts';

export type LineFilter = {
  readonly operation?: string | undefined;
  readonly room?: string | undefined;
  readonly actorId?: string | undefined;
  /** Everything that touched one of these, under their keys (`opportunity:7`, or the id). */
  readonly subjects?: readonly string[] | undefined;
  readonly outcome?: string | undefined;
  readonly from?: number | undefined;
  /** Before this moment. */
  readonly until?: number | undefined;
  readonly search?: string | undefined;
};

/** What a reader of the audit may see: lines about these people's opportunities, and what lines of other rooms than these say. */
export type LineSight = { readonly opportunities: RowScope; readonly closedRooms: readonly string[] };

export type ListedLine = {
  readonly seq: number;
  readonly at: number;
  readonly actorId: string;
  readonly actorName: string | null;
  readonly operation: string;
  readonly subject: string;
  readonly outcome: string;
  readonly detail: string;
  readonly previousHash: string;
  readonly hash: string;
};

/** One slice of the lines that a filter leaves to a reader, and how many it leaves. */
export async function listLines(
  db: Db,
  asked: { filter: LineFilter; sight: LineSight; order: 'newest' | 'oldest' },
  slice: Slice,
): Promise<{ rows: ListedLine[]; total: number }> {
  const { ids, total } = await listIds(
    db,
    {
      hits: sql`(SELECT seq AS id FROM audit_lines WHERE ${matching(asked.filter, asked.sight)})`,
      order: asked.order === 'newest' ? sql`id DESC` : sql`id`,
      // An index counts and orders what any other filter finds; a text is looked for in every line.
      findOnce: asked.filter.search !== undefined || asked.sight.opportunities.kind !== 'all',
    },
    slice,
  );
  const { rows } = await sql<ListedLine>`${COLUMNS}
    WHERE seq IN (SELECT value FROM json_each(${JSON.stringify(ids)}))
    ORDER BY ${asked.order === 'newest' ? sql`seq DESC` : sql`seq`}`.execute(db);
  return { rows, total };
}

/** One line, where a reader may see it. */
export async function findLine(db: Db, seq: number, sight: LineSight): Promise<ListedLine | undefined> {
  const { rows } = await sql<ListedLine>`${COLUMNS}
    WHERE seq = ${seq} AND ${matching({}, sight)}`.execute(db);
  return rows[0];
}

const COLUMNS = sql`SELECT seq, at, actor_id AS "actorId", users.name AS "actorName", operation, subject, outcome, detail,
    previous_hash AS "previousHash", hash
  FROM audit_lines LEFT JOIN users ON users.id = audit_lines.actor_id`;

/** The lines that a filter leaves to a reader up to a line, in order, one at a time: what an export writes. */
export function* readLines(
  { db, raw }: { db: Db; raw: Raw },
  filter: LineFilter,
  sight: LineSight,
  upTo: number,
): Generator<ListedLine> {
  const query = sql`${COLUMNS} WHERE seq > ${-1} AND seq <= ${upTo} AND ${matching(filter, sight)} ORDER BY seq LIMIT 1000`;
  const { sql: text, parameters } = query.compile(db);
  const [, ...rest] = parameters;
  const statement = raw.prepare(text);
  for (let after = 0; ; ) {
    const rows = statement.all(after, ...rest) as ListedLine[];
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

function matching(filter: LineFilter, sight: LineSight): RawBuilder<SqlBool> {
  const { operation, room, actorId, subjects, outcome, from, until, search } = filter;
  const conditions = [
    operation === undefined ? undefined : sql`operation = ${operation}`,
    room === undefined ? undefined : sql`room = ${room}`,
    actorId === undefined ? undefined : sql`actor_id = ${actorId}`,
    subjects === undefined ? undefined : touching(subjects),
    subjects === undefined && search === undefined ? undefined : notOf(sight.closedRooms),
    outcome === undefined ? undefined : sql`outcome = ${outcome}`,
    from === undefined ? undefined : sql`at >= ${from}`,
    until === undefined ? undefined : sql`at < ${until}`,
    search === undefined ? undefined : said(search),
    sight.opportunities.kind === 'all' ? undefined : ofSeenOpportunities(sight.opportunities),
  ].filter((condition) => condition !== undefined);
  return conditions.length === 0 ? sql<SqlBool>`TRUE` : sql<SqlBool>`${sql.join(conditions, sql` AND `)}`;
}

/** What is looked for must not tell by being found what a line of a closed room does not say. */
function notOf(rooms: readonly string[]): RawBuilder<unknown> | undefined {
  if (rooms.length === 0) return undefined;
  return sql`room NOT IN (SELECT value FROM json_each(${JSON.stringify(rooms)}))`;
}

function touching(subjects: readonly string[]): RawBuilder<unknown> {
  const keys = JSON.stringify(subjects);
  return sql`seq IN (SELECT seq FROM audit_touches WHERE subject IN (SELECT value FROM json_each(${keys})))`;
}

function said(search: string): RawBuilder<unknown> {
  const text = like(search);
  return sql`(detail LIKE ${text} ESCAPE '\\' OR subject LIKE ${text} ESCAPE '\\' OR operation LIKE ${text} ESCAPE '\\')`;
}

/** A line that touches an opportunity of somebody else's is not there at all: its subject and its detail tell of it. */
function ofSeenOpportunities(scope: RowScope): RawBuilder<unknown> {
  return sql`NOT EXISTS (SELECT 1 FROM audit_touches t WHERE t.seq = audit_lines.seq AND t.subject GLOB 'opportunity:*'
    AND NOT EXISTS (SELECT 1 FROM opportunities o WHERE o.id = CAST(substr(t.subject, 13) AS INTEGER) AND ${inScope(scope, 'o.ownerId')}))`;
}

/** The line of the export whose file has this SHA-256. */
export async function findExport(db: Db, sha256: string): Promise<ListedLine | undefined> {
  const { rows } = await sql<ListedLine>`${COLUMNS} WHERE operation = 'job.audit.export'
    AND json_valid(detail) AND detail ->> '$.sha256' = ${sha256} ORDER BY seq LIMIT 1`.execute(db);
  return rows[0];
}

/** The operations that somebody did to a record, each once. */
export async function listDoneTo(db: Db, key: string, actorId: string): Promise<string[]> {
  const { rows } = await sql<{ operation: string }>`SELECT DISTINCT operation FROM audit_touches
    JOIN audit_lines USING (seq) WHERE audit_touches.subject = ${key} AND actor_id = ${actorId}`.execute(db);
  return rows.map(({ operation }) => operation);
}
