import { ReportWord, type ReportWords } from '#domain/attribution';
import { desk } from '#support/desk';
import { fillFacts } from '#support/attribution-facts';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';

async function judgedDesk() {
  const made = await desk();
  fillFacts(made.console.store, { reps: 40, cards: 300, followUps: 4000, orders: 3000 });
  await made.run((await made.tell('attribution.runAttribution', {})).jobId);
  return made;
}

type Made = Awaited<ReturnType<typeof judgedDesk>>;

/** Exports, and fetches the file through the one door. */
async function exported(made: Made, input: Parameters<Made['tell']>[1] & object) {
  const { jobId } = await made.tell('attribution.exportReport', input as never);
  const { fileId, rows } = (await made.run(jobId)) as { fileId: string; rows: number };
  const file = await made.tell('transfer.getFile', { fileId });
  const pieces: Buffer[] = [];
  for (let seq = 0; seq < file.chunks; seq += 1)
    pieces.push(Buffer.from((await made.tell('transfer.readChunk', { fileId, seq })).base64, 'base64'));
  return { file, rows, bytes: Buffer.concat(pieces) };
}

const words: ReportWords = {
  'sheet.waterfall': '瀑布',
  'column.gross': '总额',
  'bucket.attributed': '已归因',
};

test('the CSV has a BOM, the words that were given, a line for each judgement, and sums to the waterfall', async () => {
  const made = await judgedDesk();
  const { bytes, rows, file } = await exported(made, { format: 'csv', language: 'zh-CN', words });
  expect(file).toMatchObject({ name: 'attribution-1-CNY.csv', mediaType: 'text/csv' });
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [header = [], ...lines] = parse(bytes, { bom: true });
  expect(header.slice(0, 2)).toEqual(['order', 'contact']);
  expect(header.slice(9)).toEqual(['currency', '总额', 'refunded', 'attributed', 'eligible', 'credited']);
  const { sums } = await made.tell('attribution.listJudgements', { limit: 1 });
  expect([rows, lines.length]).toEqual([sums.orders, sums.orders]);
  const whole = (column: number) =>
    lines.reduce((sum, line) => sum + Number((line[column] ?? '').replace('.', '')), 0);
  expect([whole(10), whole(11), whole(14)]).toEqual([
    sums.grossMinor,
    sums.refundedMinor,
    sums.creditedMinor,
  ]);
  expect(new Set(lines.map((line) => line[4]))).toEqual(new Set(['已归因', 'notAttributed']));
  expect(lines[0]?.[3]).toMatch(/^2026-\d\d-\d\d \d\d:\d\d:\d\d$/);
});

test('the workbook has six sheets with real numbers and dates, and its waterfall is the page’s', async () => {
  const made = await judgedDesk();
  const { bytes, rows } = await exported(made, { format: 'xlsx', language: 'en', words });
  const waterfall = await readSheet(bytes, '瀑布');
  const page = await made.tell('attribution.getWaterfall', {});
  const amount = (step: string) => waterfall.find(([name]) => name === step)?.[3];
  expect(amount('gross')).toBe((page?.sums.grossMinor ?? 0) / 100);
  expect(amount('refunded')).toBe(-(page?.sums.refundedMinor ?? 0) / 100);
  expect(amount('credited')).toBe((page?.sums.creditedMinor ?? 0) / 100);
  const judgements = await readSheet(bytes, 'judgements');
  expect(judgements.length).toBe(rows + 2);
  expect(judgements[1]?.[3]).toBeInstanceOf(Date);
  expect(typeof judgements[1]?.[9]).toBe('number');
  expect(judgements.at(-1)?.[9]).toBe((page?.sums.grossMinor ?? 0) / 100);
  for (const [sheet, by] of [
    ['byRep', 'rep'],
    ['byTeam', 'unit'],
    ['byProduct', 'product'],
    ['byMonth', 'month'],
  ] as const) {
    const table = await readSheet(bytes, sheet);
    const breakdown = await made.tell('attribution.getBreakdown', { by });
    expect([sheet, table.length]).toEqual([sheet, breakdown.length + 2]);
    expect(table.at(-1)?.[1]).toBe(page?.sums.orders);
    expect(table.at(-1)?.[6]).toBe((page?.sums.creditedMinor ?? 0) / 100);
  }
});

test('who sees only some rows exports only these, and a filter narrows the file', async () => {
  const made = await judgedDesk();
  const { raw } = made.console.store;
  raw.exec(`BEGIN; INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('r', '查看', '', '["attribution.view", "attribution.export"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('rep-0001', 'r'); INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('rep-0001', 'attribution', 'own', '[]');
    DELETE FROM command_context; COMMIT`);
  const own = await made.tell('attribution.listJudgements', {}, 'rep-0001');
  const { jobId } = await made.tell(
    'attribution.exportReport',
    { format: 'csv', language: 'en' },
    'rep-0001',
  );
  expect(await made.run(jobId)).toMatchObject({ rows: own.total });
  expect(own.total).toBeGreaterThan(0);
  const filter = { unitId: 'unit-r1', eligibilityReason: 'allowed' as const };
  const narrowed = await made.tell('attribution.listJudgements', filter);
  expect(await exported(made, { format: 'csv', language: 'en', ...filter })).toMatchObject({
    rows: narrowed.total,
  });
});

test('before anything was judged there is nothing to export, and a word that no report has is refused', async () => {
  const { ask } = await desk();
  expect(await ask('attribution.exportReport', { format: 'csv', language: 'en' })).toMatchObject({
    error: { code: 'api.notFound', params: { what: 'run' } },
  });
  expect(
    await ask('attribution.exportReport', {
      format: 'csv',
      language: 'en',
      words: { nonsense: 'x' } as never,
    }),
  ).toMatchObject({ error: { code: 'api.badInput' } });
  expect(ReportWord.options.length).toBe(new Set(ReportWord.options).size);
});
