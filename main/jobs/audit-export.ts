import { findActor } from '#api/actor';
import { filterOf, nameSeen, parsed, sightOf } from '#api/audit-sight';
import { isAllPlain, maskDetail } from '#api/column-masks';
import { Refusal } from '#api/refusal';
import { ALL_HIDDEN, type Columns, SYSTEM_ACTOR } from '#domain/access';
import { roomOf, seesRoom } from '#domain/audit';
import { wallClock } from '#domain/attribution';
import type { Language } from '#domain/base';
import { findEnd } from '#store/audit';
import { companyZone } from '#store/attribution-runs';
import { type ListedLine, readLines } from '#store/audit-list';
import { hashFile } from '#store/transfer-files';
import { writeCsv } from '#transfer/csv-writer';
import { writeXlsx, type XlsxCell, type XlsxColumn, type XlsxSheet } from '#transfer/xlsx-writer';
import type { Job } from './job.ts';
import { saveFile } from './transfer-file.ts';

type Input = Parameters<typeof filterOf>[0] & {
  format: 'csv' | 'xlsx';
  language: Language;
  words: Record<string, string>;
};

const MEDIA = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** The first cell of the row that ends a CSV: the chain's end when it was written. */
const HEAD_MARK = '#head';

const HEADERS = {
  'zh-CN': '序号|时间|操作人|操作|结果|对象|详情|时间（毫秒）|操作人编号|操作代码|前一行哈希|哈希',
  en: 'Line|When|Who|Operation|Outcome|Subject|Detail|Moment (ms)|Who (id)|Operation (code)|Previous hash|Hash',
} as const;

const HEAD_WORDS = {
  'zh-CN': {
    lines: '审计记录',
    head: '锚点',
    name: '项目',
    value: '值',
    seq: '链末行号',
    hash: '链末哈希',
    rows: '导出行数',
    at: '导出时间',
    by: '导出人',
    filter: '筛选条件',
  },
  en: {
    lines: 'Audit lines',
    head: 'Anchor',
    name: 'What',
    value: 'Value',
    seq: 'Last line of the chain',
    hash: 'Hash of that line',
    rows: 'Lines in this file',
    at: 'Written at',
    by: 'Written by',
    filter: 'Filter',
  },
} as const;

/**
 * Writes the lines that a filter leaves to whoever asked, with the chain's end; answers `{fileId, rows}`. The job's own
 * line keeps that end and the file's SHA-256, which is how the file can be checked later.
 */
export const exportAudit: Job = async (ctx) => {
  const { format, language, words, ...asked } = ctx.job.input as Input;
  const { db, raw } = ctx.store;
  const { actorId } = ctx.job;
  const actor = actorId === SYSTEM_ACTOR.userId ? SYSTEM_ACTOR : await findActor(db, actorId, ctx.env.now());
  if (!actor) throw new Refusal('api.notFound', { what: 'user', id: actorId });
  const head = (await findEnd(db)) ?? { seq: 0, hash: '', at: 0 };
  const sight = sightOf(actor);
  let rows = 0;
  function* cells(): Generator<XlsxCell[]> {
    for (const line of readLines(ctx.store, filterOf(asked), sight, head.seq)) {
      rows += 1;
      const isOpen = seesRoom(actor?.permissions ?? new Set(), roomOf(line.operation));
      yield cellsOf(shownLine(line, actor?.columns ?? ALL_HIDDEN), {
        name: nameSeen(line, sight),
        word: words[line.operation],
        isOpen,
      });
    }
  }
  const told = { head, by: actor.name, at: ctx.env.now(), filter: JSON.stringify(asked), count: () => rows };
  const zone = companyZone(raw);
  const bytes =
    format === 'csv'
      ? csvOf(cells(), told, language, zone)
      : writeXlsx(sheetsOf(cells(), told, language, zone));
  const name = `audit-${head.seq}-${head.hash.slice(0, 12)}.${format}`;
  const progress = () => ({ phase: 'writing', done: rows, total: head.seq });
  const { fileId } = saveFile(ctx, { name, mediaType: MEDIA[format], purpose: 'export' }, bytes, progress);
  ctx.note(fileId, { format, rows, headSeq: head.seq, headHash: head.hash, sha256: hashFile(raw, fileId) });
  return { fileId, rows };
};

/** The line with its detail as the asker may see it. */
function shownLine(line: ListedLine, columns: Columns): ListedLine {
  if (isAllPlain(columns)) return line;
  const detail = maskDetail(line.operation, parsed(line.detail), columns);
  return { ...line, detail: JSON.stringify(detail) };
}

function cellsOf(
  line: ListedLine,
  seen: { name: string | null; word: string | undefined; isOpen: boolean },
): XlsxCell[] {
  const { seq, at, actorId, operation, outcome, subject, detail, previousHash, hash } = line;
  const shown = seen.isOpen ? [subject, detail] : ['', ''];
  return [
    seq,
    at,
    seen.name ?? '',
    seen.word ?? operation,
    outcome,
    ...shown,
    String(at),
    actorId,
    operation,
    previousHash,
    hash,
  ];
}

type Told = {
  readonly head: { readonly seq: number; readonly hash: string };
  readonly by: string;
  readonly at: number;
  readonly filter: string;
  readonly count: () => number;
};

function* csvOf(
  cells: Iterable<XlsxCell[]>,
  told: Told,
  language: Language,
  zone: string,
): Generator<Uint8Array> {
  function* rows(): Generator<XlsxCell[]> {
    for (const [seq, at, ...rest] of cells)
      yield [seq ?? null, typeof at === 'number' ? wallClock(at, zone) : null, ...rest];
    const { head, by, at, filter, count } = told;
    yield [
      HEAD_MARK,
      wallClock(at, zone),
      by,
      '',
      '',
      String(head.seq),
      filter,
      String(at),
      '',
      String(count()),
      '',
      head.hash,
    ];
  }
  yield* writeCsv(HEADERS[language].split('|'), rows());
}

/** The lines, and the anchor on a sheet of its own: written last, when it is known how many lines there were. */
function* sheetsOf(
  cells: Iterable<XlsxCell[]>,
  told: Told,
  language: Language,
  zone: string,
): Generator<XlsxSheet> {
  const words = HEAD_WORDS[language];
  const columns = HEADERS[language].split('|').map((header, index): XlsxColumn => {
    if (index === 0) return { header, kind: 'number', width: 10 };
    return index === 1 ? { header, kind: 'moment', zone } : { header, kind: 'text' };
  });
  yield { name: words.lines, columns, rows: cells };
  yield {
    name: words.head,
    columns: [
      { header: words.name, kind: 'text', width: 28 },
      { header: words.value, kind: 'text', width: 72 },
    ],
    rows: [
      [words.seq, String(told.head.seq)],
      [words.hash, told.head.hash],
      [words.rows, String(told.count())],
      [words.at, wallClock(told.at, zone)],
      [words.by, told.by],
      [words.filter, told.filter],
    ],
  };
}
