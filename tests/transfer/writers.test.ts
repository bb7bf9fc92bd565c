import { guardCell, unguardCell } from '#domain/transfer';
import { writeCsv } from '#transfer/csv-writer';
import { writeXlsx } from '#transfer/xlsx-writer';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import readSheets from 'read-excel-file/node';
import { expect, test } from 'vitest';

const join = (pieces: Iterable<Uint8Array>) => Buffer.concat([...pieces]);

test('a CSV opens in a spreadsheet: BOM, CRLF, quotes, and nothing runs as a formula', () => {
  const text = join(
    writeCsv(
      ['姓名', 'note'],
      [
        ['张 "三"', '=1+1'],
        ['@SUM(A1)', -12.5],
        ['-12.50', null],
        ['+8613800138000', '\t=x'],
        ['a,b', '多\n行'],
      ],
    ),
  ).toString('utf8');
  expect(text).toBe(
    '\uFEFF姓名,note\r\n"张 ""三""",\'=1+1\r\n\'@SUM(A1),-12.5\r\n-12.50,\r\n+8613800138000,\'\t=x\r\n"a,b","多\n行"\r\n',
  );
});

test('whatever the cells hold, a CSV reads back to the same cells', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('=1', '+1', "'=x", '"', ',', '\r\n', ''),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, fc.constant('end')), { maxLength: 30 }), (rows) => {
      const read = parse(join(writeCsv(['a', 'b', 'c'], rows)), { bom: true });
      expect(read.slice(1).map((row) => row.map(unguardCell))).toEqual(
        rows.map((row) => row.map((text) => unguardCell(guardCell(text)))),
      );
    }),
  );
});

test('no text cell of an export begins like a formula', () => {
  fc.assert(
    fc.property(fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string()), ([first, rest]) => {
      const cell = guardCell(first + rest);
      expect(cell.startsWith("'") || /^[+-]\d+(\.\d+)?$/.test(cell)).toBe(true);
    }),
  );
});

test('a workbook reads back with real numbers, real dates, text ids and totals on each sheet', async () => {
  const at = Date.UTC(2026, 0, 2, 16, 30);
  const bytes = join(
    writeXlsx([
      {
        name: '归因/瀑布',
        totalLabel: '合计',
        columns: [
          { header: '订单', kind: 'text' },
          { header: '金额', kind: 'money', currency: 'CNY', total: true },
          { header: '件数', kind: 'number', total: true },
          { header: '日', kind: 'day', zone: 'Asia/Shanghai' },
          { header: '时刻', kind: 'moment', zone: 'Asia/Shanghai' },
        ],
        rows: [
          ['007 <&>', 123_456, 2, at, at],
          ['=HYPERLINK("x")', -50, 1, at, at],
          ['\u0001bad', null, null, null, null],
        ],
      },
      { name: 'Empty', columns: [{ header: 'only', kind: 'text' }], rows: [] },
    ]),
  );
  const sheets = await readSheets(bytes);
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['归因 瀑布', 'Empty']);
  // The reader cuts a serial's last bits off; a spreadsheet rounds them.
  const rounded = (cell: unknown) =>
    cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000) : cell;
  expect(sheets[0]?.data.map((row) => row.map(rounded))).toEqual([
    ['订单', '金额', '件数', '日', '时刻'],
    ['007 <&>', 1234.56, 2, new Date('2026-01-03T00:00:00Z'), new Date('2026-01-03T00:30:00Z')],
    ['=HYPERLINK("x")', -0.5, 1, new Date('2026-01-03T00:00:00Z'), new Date('2026-01-03T00:30:00Z')],
    ['\uFFFDbad', null, null, null, null],
    ['合计', 1234.06, 3, null, null],
  ]);
});

test('rows beyond what one sheet holds go on in the next sheet', async () => {
  const rows = Array.from({ length: 25 }, (_, i) => [i]);
  const bytes = join(
    writeXlsx([{ name: 'n', columns: [{ header: 'n', kind: 'number', total: true }], rows }], 10),
  );
  const sheets = await readSheets(bytes);
  expect(sheets.map(({ sheet, data }) => [sheet, data.length])).toEqual([
    ['n', 12],
    ['n (2)', 12],
    ['n (3)', 7],
  ]);
  expect(sheets.flatMap(({ data }) => data.slice(1, -1).flat())).toEqual(rows.flat());
});

test('a workbook of many rows never stands whole in memory', () => {
  const columns = Array.from({ length: 20 }, (_, i) => ({ header: `c${i}`, kind: 'number' as const }));
  function* rows() {
    for (let i = 0; i < 20_000; i += 1) yield columns.map((_, j) => i * j);
  }
  let largest = 0;
  let bytes = 0;
  for (const piece of writeXlsx([{ name: 'big', columns, rows: rows() }])) {
    largest = Math.max(largest, piece.length);
    bytes += piece.length;
  }
  expect(bytes).toBeGreaterThan(500_000);
  expect(largest).toBeLessThan(600_000);
});
