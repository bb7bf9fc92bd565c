import { stringify } from 'csv-stringify/sync';
import { guardCell } from '#domain/transfer';

export type CsvCell = string | number | null;

const ROWS_A_PIECE = 1000;
const encoder = new TextEncoder();

/**
 * A CSV that a spreadsheet opens right: UTF-8 with BOM (Excel takes Chinese for garbage without it), CRLF,
 * and no cell that a spreadsheet would run as a formula. Numbers go out as they are, null as an empty cell.
 */
export function* writeCsv(
  header: readonly string[],
  rows: Iterable<readonly CsvCell[]>,
): Generator<Uint8Array> {
  yield encoder.encode(`\uFEFF${lines([header])}`);
  let piece: (readonly CsvCell[])[] = [];
  for (const row of rows) {
    piece.push(row);
    if (piece.length < ROWS_A_PIECE) continue;
    yield encoder.encode(lines(piece));
    piece = [];
  }
  if (piece.length > 0) yield encoder.encode(lines(piece));
}

function lines(rows: readonly (readonly CsvCell[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? guardCell(cell) : cell))),
    // A lone line break inside a cell must be quoted too.
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
}
