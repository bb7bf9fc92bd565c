import { findActor } from '#api/actor';
import {
  breakdownOf,
  questionOf,
  type ReportInput,
  type ReportQuestion,
  waterfallOf,
} from '#api/attribution-report';
import { refuseClosed } from '#api/columns';
import { Refusal } from '#api/refusal';
import { type Columns, SYSTEM_ACTOR } from '#domain/access';
import { type ReportWord, reportWord, type ReportWords, wallClock } from '#domain/attribution';
import { formatMinor, type Label, labelIn, type Language } from '#domain/base';
import { type ListedJudgement, readJudgements } from '#store/attribution-list';
import { type CsvCell, writeCsv } from '#transfer/csv-writer';
import { writeXlsx, type XlsxColumn, type XlsxSheet } from '#transfer/xlsx-writer';
import type { Job, JobContext } from './job.ts';
import { saveFile } from './transfer-file.ts';

type Input = ReportInput & { format: 'csv' | 'xlsx'; language: Language; words?: ReportWords };

/** How a report is put into words: a code's word, and a label in its language. */
type Speech = { word: (code: ReportWord) => string; name: (key: string, label: Label) => string };

const MEDIA = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/**
 * Writes the report of one run and currency to a file, for the eyes of whoever asked: only rows in their scope.
 * Answers `{fileId, rows}`, the judgements in it.
 */
export const exportAttribution: Job = async (ctx) => {
  const { format, language, words = {}, ...filter } = ctx.job.input as Input;
  const { db } = ctx.store;
  const { actorId } = ctx.job;
  const actor = actorId === SYSTEM_ACTOR.userId ? SYSTEM_ACTOR : await findActor(db, actorId, ctx.env.now());
  if (!actor) throw new Refusal('api.notFound', { what: 'user', id: actorId });
  refuseClosed(actor.columns, 'money', 'export');
  const question = await questionOf({ db, actor }, filter);
  if (!question) throw new Refusal('api.notFound', { what: 'run', id: '' });
  const speech: Speech = {
    word: (code) => reportWord(words, code),
    name: (key, label) => (key === '' ? reportWord(words, 'none') : labelIn(label, language)),
  };
  const rows = watched(ctx, question, actor.columns);
  const bytes =
    format === 'csv'
      ? writeCsv(csvHeader(speech), csvRows(rows, question, speech, language))
      : writeXlsx(await sheetsOf(ctx, question, speech, rows, language));
  const name = `attribution-${question.run.seq}-${question.filter.currency}.${format}`;
  const progress = () => ({ phase: 'writing', done: rows.count(), total: question.run.orders });
  const { fileId } = saveFile(ctx, { name, mediaType: MEDIA[format], purpose: 'export' }, bytes, progress);
  ctx.note(fileId, { run: question.run.seq, format, rows: rows.count() });
  return { fileId, rows: rows.count() };
};

type Rows = Iterable<ListedJudgement> & { readonly count: () => number };

/** The judgements, counted as they go by; without contact ways for who does not see them in plain. */
function watched(ctx: JobContext, question: ReportQuestion, columns: Columns): Rows {
  let count = 0;
  function* counted() {
    for (const row of readJudgements(ctx.store, question)) {
      count += 1;
      yield columns.phone === 'plain' ? row : { ...row, contact: '' };
    }
  }
  return { [Symbol.iterator]: counted, count: () => count };
}

function csvHeader({ word }: Speech): string[] {
  return [...JUDGED.map((code) => word(code)), word('column.currency'), ...MONEY.map(([code]) => word(code))];
}

function* csvRows(
  rows: Rows,
  { run, filter: { currency } }: ReportQuestion,
  speech: Speech,
  language: Language,
): Generator<CsvCell[]> {
  for (const row of rows)
    yield [
      ...judgedCells(row, speech, language, wallClock(row.closedAt, run.zone)),
      currency,
      ...MONEY.map(([, key]) => formatMinor(row[key], currency)),
    ];
}

const JUDGED = [
  'column.order',
  'column.contact',
  'column.product',
  'column.closedAt',
  'column.bucket',
  'column.reason',
  'column.rep',
  'column.team',
  'column.eligibility',
] as const satisfies readonly ReportWord[];

const MONEY = [
  ['column.gross', 'grossMinor'],
  ['column.refunded', 'refundedMinor'],
  ['column.attributed', 'attributedMinor'],
  ['column.eligible', 'eligibleMinor'],
  ['column.credited', 'creditedMinor'],
] as const satisfies readonly (readonly [ReportWord, keyof ListedJudgement])[];

/** A judgement's cells in the order of JUDGED. */
function judgedCells<T>(
  row: ListedJudgement,
  { word, name }: Speech,
  language: Language,
  closedAt: T,
): (string | T)[] {
  return [
    row.externalId,
    row.contact,
    row.productZh === '' ? word('none') : labelIn({ zh: row.productZh, en: row.productEn }, language),
    closedAt,
    word(`bucket.${row.bucket}`),
    word(`reason.${row.reason}`),
    row.repName ?? word('none'),
    name(row.unitZh ?? '', { zh: row.unitZh ?? '', en: row.unitEn ?? '' }),
    word(`eligibility.${row.eligibilityReason}`),
  ];
}

async function sheetsOf(
  ctx: JobContext,
  question: ReportQuestion,
  speech: Speech,
  rows: Rows,
  language: Language,
): Promise<XlsxSheet[]> {
  const { currency } = question.filter;
  const { zone } = question.run;
  const { word } = speech;
  const money = MONEY.map(
    ([code]): XlsxColumn => ({ header: word(code), kind: 'money', currency, total: true }),
  );
  const judged = JUDGED.map(
    (code): XlsxColumn =>
      code === 'column.closedAt'
        ? { header: word(code), kind: 'moment', zone }
        : { header: word(code), kind: 'text' },
  );
  function* cells() {
    for (const row of rows)
      yield [...judgedCells(row, speech, language, row.closedAt), ...MONEY.map(([, key]) => row[key])];
  }
  return [
    await waterfallSheet(ctx, question, speech),
    await breakdownSheet(ctx, question, speech, money, 'rep'),
    await breakdownSheet(ctx, question, speech, money, 'team'),
    await breakdownSheet(ctx, question, speech, money, 'product'),
    await breakdownSheet(ctx, question, speech, money, 'month'),
    {
      name: word('sheet.judgements'),
      columns: [...judged, ...money],
      rows: cells(),
      totalLabel: word('total'),
    },
  ];
}

async function waterfallSheet(
  ctx: JobContext,
  question: ReportQuestion,
  { word }: Speech,
): Promise<XlsxSheet> {
  const { sums, notAttributed, notEligible } = await waterfallOf(ctx.store.db, question);
  const { currency } = question.filter;
  const net = sums.grossMinor - sums.refundedMinor;
  const outside = (parts: readonly { netMinor: number }[]) =>
    parts.reduce((sum, { netMinor }) => sum + netMinor, 0);
  return {
    name: word('sheet.waterfall'),
    columns: [
      { header: word('column.step'), kind: 'text', width: 28 },
      { header: word('column.reason'), kind: 'text', width: 28 },
      { header: word('column.orders'), kind: 'number' },
      { header: word('column.amount'), kind: 'money', currency },
    ],
    rows: [
      [word('step.gross'), null, sums.orders, sums.grossMinor],
      [word('step.refunded'), null, null, -sums.refundedMinor],
      [word('step.net'), null, null, net],
      [word('step.notAttributed'), null, null, -outside(notAttributed)],
      ...notAttributed.map((part) => [null, word(`reason.${part.reason}`), part.orders, -part.netMinor]),
      [word('step.attributed'), null, null, sums.attributedMinor],
      [word('step.notEligible'), null, null, -outside(notEligible)],
      ...notEligible.map((part) => [null, word(`eligibility.${part.reason}`), part.orders, -part.netMinor]),
      [word('step.eligible'), null, null, sums.eligibleMinor],
      [word('step.credited'), null, null, sums.creditedMinor],
    ],
  };
}

const BREAKDOWNS = {
  rep: ['sheet.byRep', 'rep'],
  team: ['sheet.byTeam', 'unit'],
  product: ['sheet.byProduct', 'product'],
  month: ['sheet.byMonth', 'month'],
} as const;

async function breakdownSheet(
  ctx: JobContext,
  question: ReportQuestion,
  { word, name }: Speech,
  money: readonly XlsxColumn[],
  by: keyof typeof BREAKDOWNS,
): Promise<XlsxSheet> {
  const [sheet, dimension] = BREAKDOWNS[by];
  const rows = await breakdownOf(ctx.store.db, question, dimension);
  return {
    name: word(sheet),
    columns: [
      { header: word(`column.${by}`), kind: 'text' },
      { header: word('column.orders'), kind: 'number', total: true },
      ...money,
    ],
    rows: rows.map((row) => [name(row.key, row.label), row.orders, ...MONEY.map(([, key]) => row[key])]),
    totalLabel: word('total'),
  };
}
