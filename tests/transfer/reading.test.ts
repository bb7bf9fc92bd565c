import { BrokenFile } from '#transfer/broken-file';
import { openCsv } from '#transfer/csv-reader';
import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';

const pieced = (bytes: Uint8Array, size = 7) => {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return () => pieces;
};
async function read(bytes: Uint8Array | string, size?: number) {
  const file = await openCsv(pieced(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, size));
  const rows: { line: number; cells: readonly string[] }[] = [];
  for await (const row of file.rows()) rows.push(row);
  return { ...file, rows };
}
async function fault(bytes: Uint8Array | string, size?: number) {
  try {
    await read(bytes, size);
  } catch (error) {
    if (error instanceof BrokenFile) return { code: error.code, ...error.params };
    throw error;
  }
  return 'read';
}

const table = '姓名,电话,备注\r\n张三,13800138000,"你好, 世界"\r\n李四𠮷,010-62345678,\r\n';

test.each([
  ['utf-8', Buffer.from(table)],
  ['utf-8', Buffer.from(`\uFEFF${table}`)],
  ['gb18030', iconv.encode(table, 'gb18030')],
  ['utf-16le', Buffer.from(`\uFEFF${table}`, 'utf16le')],
  ['utf-16le', Buffer.from(table, 'utf16le')],
  ['utf-16be', Buffer.from(`\uFEFF${table}`, 'utf16le').swap16()],
  ['utf-16be', Buffer.from(table, 'utf16le').swap16()],
])('a file in %s reads the same, however its bytes are cut', async (encoding, bytes) => {
  for (const size of [1, 2, 3, 7, 1000]) {
    const file = await read(bytes, size);
    expect(file.encoding).toBe(encoding);
    expect(file.header).toEqual(['姓名', '电话', '备注']);
    expect(file.rows).toEqual([
      { line: 2, cells: ['张三', '13800138000', '你好, 世界'] },
      { line: 3, cells: ['李四𠮷', '010-62345678', ''] },
    ]);
  }
});

test.each([
  [',', 'a,b;c\n1,2\n3,4'],
  [';', 'a;b\n1,5;2\n3;4,0'],
  ['\t', 'a\tb,c\n1\t2'],
  [',', 'only\nx'],
  [';', '"a,b,c";d\n1;2'],
])('the delimiter %j is found', async (delimiter, text) => {
  expect((await read(text)).delimiter).toBe(delimiter);
});

test('line numbers stay true over mixed line ends, blank lines and breaks inside cells', async () => {
  const { rows } = await read('a,b\r\n\n1,"x\ny"\r2,3\r\n\r\n4,5');
  expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
    [3, '1'],
    [5, '2'],
    [7, '4'],
  ]);
});

const long = 'x'.repeat(10_000_000);
test.each([
  ['nothing', '', { code: 'transfer.emptyFile' }],
  ['only blank lines', '\n\r\n\n', { code: 'transfer.emptyFile' }],
  ['a header without a word', '1,2,3\n4,5,6\n', { code: 'transfer.noHeader' }],
  ['a column name twice', 'a,b,a\n1,2,3\n', { code: 'transfer.duplicateHeader', column: 'a' }],
  ['a quote that is never closed', 'a,b\n1,2\n3,"x\n4,5\n6,7', { code: 'transfer.brokenQuote', line: 3 }],
  ['text after a closing quote', 'a,b\n1,2\n3,"x"y\n', { code: 'transfer.brokenQuote', line: 3 }],
  ['a quote inside a bare cell', 'a,b\n1,5" pipe\n', { code: 'transfer.brokenQuote', line: 2 }],
  ['a NUL', 'a,b\n1,2\n3,\0\n', { code: 'transfer.nulCharacter', line: 3 }],
  ['a line of 10 MB', `a,b\n1,2\n3,${long}\n4,5\n`, { code: 'transfer.lineTooLong', line: 3 }],
  ['a quoted cell of 10 MB', `a,b\n1,"${long}"\n`, { code: 'transfer.lineTooLong', line: 2 }],
])('%s is refused with its line', async (_, text, expected) => {
  expect(await fault(text, 100_000)).toEqual(expected);
});

test('bytes that are no text are refused with their line', async () => {
  const chinese = Buffer.from('姓名,电话\n张三,1\n李四,2\n王五,3\n');
  const cut = Buffer.concat([chinese, Buffer.from('赵六').subarray(0, 4)]);
  expect(await fault(cut, 1000)).toEqual({ code: 'transfer.unreadableEncoding', line: 5 });
  const damaged = Buffer.from(chinese);
  damaged[chinese.indexOf('李四')] = 0xff;
  expect(await fault(damaged, 1000)).toEqual({ code: 'transfer.unreadableEncoding', line: 3 });
  const gbk = Buffer.concat([iconv.encode('姓名,电话\n张三,1\n', 'gb18030'), Buffer.from([0xff, 0xff, 10])]);
  expect(await fault(gbk, 1000)).toEqual({ code: 'transfer.unreadableEncoding', line: 3 });
  const odd = Buffer.concat([Buffer.from('\uFEFFa,b\n1,2\n3,4', 'utf16le'), Buffer.from([0x41])]);
  expect(await fault(odd, 1000)).toMatchObject({ code: 'transfer.unreadableEncoding' });
  const xlsx = Buffer.from('504b03041400000008000000210000ff', 'hex');
  expect(await fault(xlsx, 1000)).toMatchObject({ code: expect.stringMatching(/^transfer\./) });
});

test('a file cut anywhere reads or is refused with a reason, and never crashes', async () => {
  const bytes = Buffer.from(table);
  for (let length = 0; length <= bytes.length; length += 1)
    expect(await fault(bytes.subarray(0, length))).toSatisfy(
      (found) => found === 'read' || typeof found === 'object',
    );
});

test('any bytes at all read or are refused with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      expect(await fault(bytes)).toSatisfy((found) => found === 'read' || typeof found === 'object');
    }),
    { numRuns: 500 },
  );
});

test('the first pieces of a longer file show its header and rows, wherever they end', async () => {
  const bytes = Buffer.from(table.repeat(3));
  for (let length = 40; length < bytes.length; length += 1) {
    const file = await openCsv(pieced(bytes.subarray(0, length)), { isWhole: false, records: 2 });
    const rows: unknown[] = [];
    for await (const row of file.rows()) rows.push(row);
    expect(file.header).toEqual(['姓名', '电话', '备注']);
    expect(rows.length).toBeLessThanOrEqual(1);
  }
});
