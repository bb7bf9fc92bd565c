import type { ColumnMapping, Counts, ImportKind, RowFault } from '#domain/transfer';
import { sql } from 'kysely';
import type { Db, Raw } from './database.ts';

export type Batch = {
  id: string;
  kind: ImportKind;
  source: string;
  fileId: string;
  mapping: ColumnMapping;
  status: 'committing' | 'committed' | 'cancelled' | 'failed' | 'undoing' | 'undone';
  createdAt: number;
};

/** A batch has the id of the job that commits it: as long as that job has not written it whole, how the job ended is how the batch stands. */
const STATUS = sql<Batch['status']>`CASE
  WHEN import_batches.status = 'committing' AND jobs.status IN ('cancelled', 'failed') THEN jobs.status
  ELSE import_batches.status END`;

export async function saveBatch(
  db: Db,
  batch: Omit<Batch, 'status'> & { fileName: string; counts: Counts; createdBy: string },
): Promise<void> {
  const { mapping, counts, ...rest } = batch;
  await db
    .insertInto('importBatches')
    .values({
      ...rest,
      mapping: JSON.stringify(mapping),
      counts: JSON.stringify(counts),
      status: 'committing',
      committedAt: null,
      undoneAt: null,
    })
    .execute();
}

const batchRows = (db: Db) =>
  db
    .selectFrom('importBatches')
    .leftJoin('jobs', 'jobs.id', 'importBatches.id')
    .leftJoin('users', 'users.id', 'importBatches.createdBy')
    .select([
      'importBatches.id',
      'importBatches.kind',
      'importBatches.source',
      'importBatches.fileName',
      'importBatches.counts',
      'importBatches.mapping',
      'importBatches.createdBy',
      'importBatches.createdAt',
      'importBatches.committedAt',
      'importBatches.undoneAt',
      'users.name as userName',
      STATUS.as('status'),
    ]);

const shown = (row: Awaited<ReturnType<ReturnType<typeof batchRows>['executeTakeFirstOrThrow']>>) => ({
  id: row.id,
  kind: row.kind as ImportKind,
  source: row.source,
  fileName: row.fileName,
  status: row.status,
  counts: JSON.parse(row.counts) as Counts,
  createdByName: row.userName ?? row.createdBy,
  createdAt: row.createdAt,
  committedAt: row.committedAt,
  undoneAt: row.undoneAt,
});

export async function listBatches(
  db: Db,
  { kind, offset, limit }: { kind?: ImportKind | undefined; offset: number; limit: number },
) {
  const { total } = await db
    .selectFrom('importBatches')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .executeTakeFirstOrThrow();
  const rows = await batchRows(db)
    .$if(kind !== undefined, (query) => query.where('importBatches.kind', '=', kind ?? ''))
    .orderBy('importBatches.createdAt', 'desc')
    .orderBy('importBatches.id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
  return { rows: rows.map(shown), total };
}

export async function getBatch(db: Db, id: string) {
  const row = await batchRows(db).where('importBatches.id', '=', id).executeTakeFirst();
  return row && { ...shown(row), mapping: JSON.parse(row.mapping) as ColumnMapping };
}

export async function listRejects(
  db: Db,
  batchId: string,
  { offset, limit }: { offset: number; limit: number },
) {
  const { total } = await db
    .selectFrom('importRejects')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('batchId', '=', batchId)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('importRejects')
    .select(['line', 'reasons', 'cells'])
    .where('batchId', '=', batchId)
    .orderBy('line')
    .offset(offset)
    .limit(limit)
    .execute();
  return { rows: rows.map(rejectOf), total };
}

const rejectOf = (row: { line: number; reasons: string; cells: string }) => ({
  line: row.line,
  reasons: JSON.parse(row.reasons) as RowFault[],
  cells: JSON.parse(row.cells) as string[],
});

export async function findMapping(db: Db, kind: ImportKind, source: string) {
  const row = await db
    .selectFrom('importMappings')
    .select('mapping')
    .where('kind', '=', kind)
    .where('source', '=', source)
    .executeTakeFirst();
  return row && (JSON.parse(row.mapping) as ColumnMapping);
}

export async function setBatchStatus(db: Db, id: string, status: Batch['status']): Promise<void> {
  await db.updateTable('importBatches').set({ status }).where('id', '=', id).execute();
}

/** A batch as its jobs need it. */
export function readBatch(raw: Raw, id: string): Batch {
  const row = raw
    .prepare(
      `SELECT id, kind, source, file_id AS fileId, mapping, status, created_at AS createdAt FROM import_batches WHERE id = ?`,
    )
    .get(id) as Omit<Batch, 'mapping'> & { mapping: string };
  return { ...row, mapping: JSON.parse(row.mapping) as ColumnMapping };
}

/** What the commit of a batch writes beside its rows, as kept statements. */
export function batchWriter(raw: Raw, id: string) {
  const reject = raw.prepare(
    'INSERT INTO import_rejects (batch_id, line, reasons, cells) VALUES (?, ?, ?, ?)',
  );
  const count = raw.prepare('UPDATE import_batches SET counts = ? WHERE id = ?');
  return {
    reject: (line: number, reasons: readonly RowFault[], cells: readonly string[]) =>
      reject.run(id, line, JSON.stringify(reasons), JSON.stringify(cells)),
    count: (counts: Counts) => count.run(JSON.stringify(counts), id),
    /** Ends the commit: only now is the mapping one to remember. */
    commit: (batch: Batch, at: number) => {
      raw
        .prepare(`UPDATE import_batches SET status = 'committed', committed_at = ? WHERE id = ?`)
        .run(at, id);
      raw
        .prepare(
          `INSERT INTO import_mappings (kind, source, mapping, updated_at) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET mapping = excluded.mapping, updated_at = excluded.updated_at`,
        )
        .run(batch.kind, batch.source, JSON.stringify(batch.mapping), at);
    },
  };
}

/** The lines that a batch has turned away so far. */
export function rejectedLines(raw: Raw, id: string): Set<number> {
  const lines = raw.prepare('SELECT line FROM import_rejects WHERE batch_id = ?').pluck().all(id);
  return new Set(lines as number[]);
}

/** The rows that a batch turned away, from the first, a page at a time. */
export function* readRejects(raw: Raw, id: string) {
  const page = raw.prepare(
    'SELECT line, reasons, cells FROM import_rejects WHERE batch_id = ? AND line > ? ORDER BY line LIMIT 500',
  );
  for (let last = 0; ; ) {
    const rows = page.all(id, last) as { line: number; reasons: string; cells: string }[];
    for (const row of rows) yield rejectOf(row);
    last = rows.at(-1)?.line ?? 0;
    if (rows.length < 500) return;
  }
}

/** Who made an import. */
export async function findMaker(db: Db, batchId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('importBatches')
    .select('createdBy')
    .where('id', '=', batchId)
    .executeTakeFirst();
  return row?.createdBy;
}
