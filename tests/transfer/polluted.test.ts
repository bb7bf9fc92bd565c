import { type ImportDesk, importDesk } from '#support/import-desk';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';

const choice = {
  kind: 'opportunities',
  source: 'dirty',
  mapping: {
    columns: { externalId: 'id', contact: '电话', company: '公司', title: '标题', status: '状态' },
    constants: { line: 'shop' },
  },
} as const;
const head = 'id,电话,公司,标题,状态\n';

async function office() {
  const made = await importDesk();
  await made.bring('code,name,grain\nshop,门店,shop\n', {
    kind: 'lines',
    source: 's',
    mapping: { columns: { externalId: 'code', name: 'name', grain: 'grain' } },
  });
  return made;
}
const kept = ({ rows }: ImportDesk) =>
  ['cards', 'opportunities', 'import_changes', 'import_rejects', 'import_mappings'].map(
    (table) => rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]?.n,
  );

/** Longer than what is looked at while somebody waits, so that the fault at its end is the job's to find. */
const good = `${head}${Array.from({ length: 3000 }, (_, i) => `E${i},138${String(i).padStart(8, '0')},,${'好'.repeat(300)},`).join('\n')}\n`;
const after = (text: string) => Buffer.concat([Buffer.from(good), Buffer.from(text)]);
test.each([
  ['a quote that is never closed', after('X,"1'), { code: 'transfer.brokenQuote', params: { line: 3002 } }],
  [
    'text after a closing quote',
    after('X,"1"2,,,\n'),
    { code: 'transfer.brokenQuote', params: { line: 3002 } },
  ],
  ['a NUL', after('X,\0,,,\n'), { code: 'transfer.nulCharacter', params: { line: 3002 } }],
  [
    'a character cut in two',
    Buffer.concat([Buffer.from(good), Buffer.from('好').subarray(0, 2)]),
    { code: 'transfer.unreadableEncoding', params: { line: 3002 } },
  ],
  [
    'a line of 10 MB',
    after(`X,${'9'.repeat(10_000_000)},,,\n`),
    { code: 'transfer.lineTooLong', params: { line: 3002 } },
  ],
])(
  'a file with %s at its end is refused whole, with the line, and nothing of it comes in',
  async (_, bytes, error) => {
    const made = await office();
    const before = kept(made);
    const fileId = await made.upload(bytes);
    const { jobId, batchId } = await made.tell('transfer.commitImport', { ...choice, fileId });
    expect(await made.end(jobId)).toEqual({ status: 'failed', ...error });
    expect(kept(made)).toEqual(before);
    expect(await made.tell('transfer.getBatch', { batchId })).toMatchObject({
      status: 'failed',
      counts: { rows: 0 },
    });
    const preview = await made.tell('transfer.previewImport', { ...choice, fileId });
    expect(await made.end(preview.jobId)).toEqual({ status: 'failed', ...error });
  },
);

test('a mapping that does not fit the file is refused before any job begins', async () => {
  const made = await office();
  const fileId = await made.upload(good);
  const refused = async (mapping: object) => {
    const reply = await made.ask('transfer.commitImport', {
      fileId,
      kind: 'opportunities',
      source: 's',
      mapping: { columns: {}, ...mapping },
    });
    return reply.ok ? 'taken' : reply.error;
  };
  expect(await refused({ columns: { contact: '电话' } })).toEqual({
    code: 'transfer.unmappedField',
    params: { field: 'line' },
  });
  expect(await refused({ constants: { line: 'shop' } })).toEqual({
    code: 'transfer.unmappedField',
    params: { field: 'contact' },
  });
  expect(await refused({ columns: { contact: '手机', line: 'id' } })).toEqual({
    code: 'transfer.unknownColumn',
    params: { column: '手机' },
  });
  expect(await refused({ columns: { contact: '电话', line: 'id', nonsense: 'id' } })).toEqual({
    code: 'transfer.unmappedField',
    params: { field: 'nonsense' },
  });
  expect(await refused({ columns: { contact: '电话', line: 'id' }, zone: 'Mars/Base' })).toMatchObject({
    code: 'api.badInput',
  });
  expect(
    await made.ask('transfer.inspectFile', { fileId: await made.upload('\n\n'), kind: 'orders', source: '' }),
  ).toMatchObject({ error: { code: 'transfer.emptyFile' } });
});

test('ragged, duplicated, formula-laden rows each have their reason, and come back as a safe CSV to correct', async () => {
  const made = await office();
  const done = await made.bring(
    iconv.encode(
      [
        'id,电话,公司,标题,状态',
        'E1,13800138000,,"=HYPERLINK(""http://x"")",',
        'E2,=1+1,,,',
        'E3,13800138001',
        'E4,13800138002,,,,,extra',
        'E5,13800138003,,,,,',
        'E1,13800138004,,,',
        'E6,1.38001E+10,,,',
        'E7,13800138005/13800138006,,,',
        `E8,13800138007,,${'长'.repeat(501)},`,
        'E9,13800138008,,,也许',
      ].join('\r\n'),
      'gb18030',
    ),
    choice,
  );
  expect(done.counts).toEqual({ rows: 10, fresh: 2, updated: 0, unchanged: 0, duplicate: 1, rejected: 7 });
  expect(done.previewed).toEqual(done.counts);
  const rejects = await made.rejects(done.batchId);
  expect(rejects.map(({ line, reasons }) => [line, reasons[0]?.code])).toEqual([
    [3, 'notAPhone'],
    [4, 'raggedRow'],
    [5, 'raggedRow'],
    [7, 'duplicateInFile'],
    [8, 'lossyNumber'],
    [9, 'twoContacts'],
    [10, 'tooLong'],
    [11, 'unknownValue'],
  ]);
  expect(rejects).toEqual(done.rejected);
  for (const language of ['zh-CN', 'en'] as const) {
    const { jobId } = await made.tell('transfer.exportRejects', { batchId: done.batchId, language });
    const { fileId } = (await made.run(jobId)) as { fileId: string };
    expect(await made.tell('transfer.getFile', { fileId })).toMatchObject({
      name: 'rejected-opportunities-dirty.csv',
      chunks: 1,
    });
    const { base64 } = await made.tell('transfer.readChunk', { fileId, seq: 0 });
    const text = Buffer.from(base64, 'base64').toString('utf8');
    expect(text.startsWith(language === 'en' ? '\uFEFFLine,Why' : '\uFEFF行号,未导入的原因')).toBe(true);
    const cells = parse(text, { bom: true, relax_column_count: true });
    expect(cells[1]).toEqual([
      '3',
      expect.stringContaining(language === 'en' ? 'phone' : '电话'),
      'E2',
      "'=1+1",
      '',
      '',
      '',
    ]);
    for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=@\t\r]/);
  }
});

test('what a source was mapped to is remembered once it was imported, and guessed from the header before', async () => {
  const made = await office();
  const text = 'opportunity id,手机号码,业务线,备用\nE1,13800138000,shop,\n';
  const fileId = await made.upload(text);
  const guessed = await made.tell('transfer.inspectFile', { fileId, kind: 'opportunities', source: 'wx' });
  expect(guessed).toMatchObject({
    encoding: 'utf-8',
    delimiter: ',',
    remembered: false,
    header: ['opportunity id', '手机号码', '业务线', '备用'],
    sample: [['E1', '13800138000', 'shop', '']],
    mapping: { columns: { externalId: 'opportunity id', contact: '手机号码', line: '业务线' } },
  });
  const mapping = { columns: { ...guessed.mapping.columns, title: '备用' } };
  await made.bring(text, { kind: 'opportunities', source: 'wx', mapping });
  const known = await made.tell('transfer.inspectFile', { fileId, kind: 'opportunities', source: 'wx' });
  expect(known.remembered).toBe(true);
  expect(known.mapping.columns).toEqual(mapping.columns);
  const other = await made.upload('a,b\n1,2\n');
  const unlike = await made.tell('transfer.inspectFile', {
    fileId: other,
    kind: 'opportunities',
    source: 'wx',
  });
  expect(unlike.remembered).toBe(false);
});

test('whatever a file holds: the preview says what the commit does, every row has an outcome, twice changes nothing, and undo leaves nothing', {
  timeout: 120_000,
}, async () => {
  const made = await office();
  const cell = fc.record({
    id: fc.constantFrom('A', 'B', 'C', 'D', 'E', ''),
    phone: fc.constantFrom('13800138000', '138-0013-8001', '13800138002', 'x', '', 'a@b.cn'),
    company: fc.constantFrom('', '好店', '大店'),
    title: fc.constantFrom('', '一', '=二', '"', 'a\nb'),
    status: fc.constantFrom('', 'open', 'won', '输单', '?'),
  });
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const row = cell.map(({ id, phone, company, title, status }) =>
    [id, phone, company, title, status].map(quote).join(),
  );
  const files = fc.array(fc.array(row, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 });
  const empty = kept(made).slice(0, 2);
  await fc.assert(
    fc.asyncProperty(files, async (all) => {
      const batches: string[] = [];
      for (const rows of all) {
        const text = head + rows.join('\r\n');
        const { counts, previewed, batchId } = await made.bring(text, choice);
        expect(previewed).toEqual(counts);
        const { rows: total, fresh, updated, unchanged, duplicate, rejected } = counts;
        expect(total).toBe(rows.length);
        expect(fresh + updated + unchanged + duplicate + rejected).toBe(total);
        batches.push(batchId);
      }
      for (const batchId of batches.toReversed())
        expect(await made.undo(batchId)).toMatchObject({ status: 'done' });
      expect(kept(made).slice(0, 2)).toEqual(empty);
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
