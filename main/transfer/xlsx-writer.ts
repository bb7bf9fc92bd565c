import { formatMinor } from '#domain/base';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { DateTime } from 'luxon';
import { contentTypes, relations, rootRelations, STYLES, styleOf, workbook, XML } from './xlsx-parts.ts';

/**
 * How a column's values are written: `text` as text whatever it looks like (ids, phones), `money` from integer
 * minor units, `day` and `moment` from UTC ms as seen in `zone`. `total` puts a sum under the column.
 */
export type XlsxColumn = { readonly header: string; readonly width?: number; readonly total?: boolean } & (
  | { readonly kind: 'text' | 'number' }
  | { readonly kind: 'money'; readonly currency: string }
  | { readonly kind: 'day' | 'moment'; readonly zone: string }
);
export type XlsxCell = string | number | null;
export type XlsxSheet = {
  readonly name: string;
  readonly columns: readonly XlsxColumn[];
  readonly rows: Iterable<readonly XlsxCell[]>;
  /** The words before the totals. */
  readonly totalLabel?: string;
};

/** Excel's limit; what is over it goes on in a further sheet, so that nothing is lost. */
const MAX_ROWS = 1_048_576;
const PIECE = 262_144;

/**
 * A workbook as a stream of pieces, never whole in memory: real numbers and dates, text as inline strings (never a
 * formula), a frozen bold header with a filter, totals as formulas with their value beside them.
 */
export function* writeXlsx(sheets: Iterable<XlsxSheet>, rowsASheet = MAX_ROWS - 2): Generator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(piece);
  });
  const names: string[] = [];
  for (const sheet of sheets) {
    const rows = sheet.rows[Symbol.iterator]();
    let next = rows.next();
    for (let part = 1; part === 1 || !next.done; part += 1) {
      names.push(sheetName(sheet.name, part, names));
      const file = new ZipDeflate(`xl/worksheets/sheet${names.length}.xml`, { level: 4 });
      zip.add(file);
      let text = sheetHead(sheet.columns);
      const sums = sheet.columns.map(() => 0);
      let at = 1;
      for (; !next.done && at <= rowsASheet; next = rows.next()) {
        at += 1;
        text += rowXml(sheet.columns, next.value, at, sums);
        if (text.length < PIECE) continue;
        file.push(strToU8(text));
        text = '';
        yield* ready.splice(0);
      }
      text += sheetTail(sheet, at, sums);
      file.push(strToU8(text), true);
      yield* ready.splice(0);
    }
  }
  const whole: [string, string][] = [
    ['[Content_Types].xml', contentTypes(names.length)],
    ['_rels/.rels', rootRelations],
    ['xl/workbook.xml', workbook(names.map(escape))],
    ['xl/_rels/workbook.xml.rels', relations(names.length)],
    ['xl/styles.xml', STYLES],
  ];
  for (const [path, text] of whole) {
    const file = new ZipDeflate(path);
    zip.add(file);
    file.push(strToU8(text), true);
  }
  zip.end();
  yield* ready.splice(0);
}

function sheetHead(columns: readonly XlsxColumn[]): string {
  const widths = columns.map(
    ({ width, kind }, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width ?? (kind === 'text' ? 20 : 16)}" customWidth="1"/>`,
  );
  const header = columns.map((column, i) => textCell(`${letters(i)}1`, column.header, ' s="1"'));
  return (
    `${XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${widths.join('')}</cols><sheetData><row r="1">${header.join('')}</row>`
  );
}

function rowXml(
  columns: readonly XlsxColumn[],
  cells: readonly XlsxCell[],
  at: number,
  sums: number[],
): string {
  let text = `<row r="${at}">`;
  for (const [i, column] of columns.entries()) {
    const value = cells[i];
    if (value === null || value === undefined || value === '') continue;
    if (typeof value === 'number') sums[i] = (sums[i] ?? 0) + value;
    text += cellXml(column, value, `${letters(i)}${at}`);
  }
  return `${text}</row>`;
}

function cellXml(column: XlsxColumn, value: string | number, ref: string): string {
  if (typeof value === 'string') return textCell(ref, value, ' s="2"');
  return `<c r="${ref}" s="${styleOf[column.kind]}"><v>${numberText(column, value)}</v></c>`;
}

function numberText(column: XlsxColumn, value: number): string {
  switch (column.kind) {
    case 'money':
      return formatMinor(value, column.currency);
    case 'day':
      return String(Math.floor(serialOf(value, column.zone)));
    case 'moment':
      return String(serialOf(value, column.zone));
    case 'text':
    case 'number':
      return String(value);
  }
}

/** Excel's day number of a moment as the clock on the wall shows it in a zone: 25569 is 1970-01-01. */
function serialOf(at: number, zone: string): number {
  return (at + offsetAt(at, zone) * 60_000) / 86_400_000 + 25_569;
}

const QUARTER = 900_000;
const offsets = new Map<string, number>();

/** A zone's offset in minutes. Zones change it only at quarters of an hour, and asking their tables for each cell takes as long as all the rest. */
function offsetAt(at: number, zone: string): number {
  const quarter = Math.floor(at / QUARTER);
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const { offset } = DateTime.fromMillis(quarter * QUARTER, { zone });
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function sheetTail(sheet: XlsxSheet, last: number, sums: readonly number[]): string {
  const { columns } = sheet;
  const filter = `<autoFilter ref="A1:${letters(columns.length - 1)}${last}"/>`;
  if (!columns.some((column) => column.total)) return `</sheetData>${filter}</worksheet>`;
  const cells = columns.map((column, i) => {
    const ref = `${letters(i)}${last + 1}`;
    if (!column.total) return i === 0 ? textCell(ref, sheet.totalLabel ?? 'Total', ' s="1"') : '';
    const formula = last > 1 ? `SUM(${letters(i)}2:${letters(i)}${last})` : '0';
    const value = numberText(column, sums[i] ?? 0);
    return `<c r="${ref}" s="${styleOf[column.kind] + 4}"><f>${formula}</f><v>${value}</v></c>`;
  });
  return `<row r="${last + 1}">${cells.join('')}</row></sheetData>${filter}</worksheet>`;
}

function textCell(ref: string, text: string, style: string): string {
  return `<c r="${ref}"${style} t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`;
}

const SPECIAL: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML text; what XML 1.0 cannot hold (control characters, lone surrogates) becomes U+FFFD. At most 32,767 characters, as Excel. */
function escape(text: string): string {
  return (
    text
      .slice(0, 32_767)
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- exactly these are what XML cannot hold
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
      .replace(/[&<>"]/g, (character) => SPECIAL[character] ?? character)
  );
}

function letters(column: number): string {
  const high = Math.floor(column / 26);
  return (high > 0 ? letters(high - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/** At most 31 characters, none of `[]:*?/\`, each name once: what Excel opens without repair. */
function sheetName(wanted: string, part: number, taken: readonly string[]): string {
  const base = wanted.replace(/[[\]:*?/\\]/g, ' ').trim() || 'Sheet';
  for (let number = part; ; number += 1) {
    const tail = number === 1 ? '' : ` (${number})`;
    const name = base.slice(0, 31 - tail.length) + tail;
    if (!taken.some((other) => other.toLowerCase() === name.toLowerCase())) return name;
  }
}
