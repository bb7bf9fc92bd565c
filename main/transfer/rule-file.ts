import { tableOfSheet, type WrittenTable } from '#domain/tables';
import { unguardCell } from '#domain/transfer';
import readSheets, { type Row } from 'read-excel-file/node';
import { BrokenFile } from './broken-file.ts';
import { openCsv } from './csv-reader.ts';
import { decode, detectEncoding } from './decode.ts';
import { type DmnFault, readDmn } from './dmn-reader.ts';

/** A rule file's table, and whether its cells may be plain names; or why there is none. */
export type RuleFile =
  | { readonly ok: true; readonly table: WrittenTable; readonly isPlain: boolean }
  | { readonly ok: false; readonly fault: DmnFault };

/**
 * Reads a rule file by what is in it, whatever its name says: a workbook (its first sheet), XML (DMN), or CSV. Throws
 * BrokenFile for a file whose bytes are none of them.
 */
export async function readRuleTable(
  bytes: Uint8Array,
  { name, table }: { readonly name: string; readonly table?: string | undefined },
): Promise<RuleFile> {
  const title = name.replace(/\.[a-z]+$/i, '');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const rows = await sheetIn(bytes);
    if (!rows) return { ok: false, fault: { code: 'noTable', params: {} } };
    const [header = [], ...rest] = rows;
    return { ok: true, table: tableOfSheet(title, header, rest), isPlain: true };
  }
  const pieces = () => [bytes];
  const [start = ''] = decode(pieces, detectEncoding(pieces));
  if (start.trimStart().startsWith('<')) {
    const read = readDmn([...decode(pieces, detectEncoding(pieces))].join(''), table);
    return read.ok ? { ...read, isPlain: false } : read;
  }
  const csv = await openCsv(pieces);
  const rows: string[][] = [];
  for await (const { cells } of csv.rows()) rows.push(cells.map(unguardCell));
  return { ok: true, table: tableOfSheet(title, csv.header.map(unguardCell), rows), isPlain: true };
}

/** The first sheet's cells as texts; undefined where the bytes are no workbook. */
async function sheetIn(bytes: Uint8Array): Promise<string[][] | undefined> {
  try {
    const [sheet] = await readSheets(Buffer.from(bytes));
    return sheet?.data.map((row) => row.map(textOf));
  } catch (error) {
    if (error instanceof BrokenFile) throw error;
    return undefined;
  }
}

function textOf(cell: Row[number]): string {
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell === 'string') return cell;
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}
