import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { BrokenFile } from './broken-file.ts';
import { decode, detectEncoding, type Encoding } from './decode.ts';

export type CsvRow = { readonly line: number; readonly cells: readonly string[] };
export type Delimiter = ',' | ';' | '\t';

/** One stored CSV. `rows` reads it from its beginning each time, with a bounded part in memory, and throws BrokenFile with the line where it breaks. */
export type CsvFile = {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly header: readonly string[];
  readonly rows: () => AsyncGenerator<CsvRow>;
};

/** A row longer than this is an unclosed quote or no table. */
const MAX_RECORD_BYTES = 1_048_576;
const MAX_COLUMNS = 2000;

/**
 * Opens a CSV: finds its encoding and delimiter and reads its header. `isWhole` is false for the first pieces of a
 * longer file, whose end may be cut anywhere; `records` bounds how many rows are then read.
 */
export async function openCsv(
  pieces: () => Iterable<Uint8Array>,
  { isWhole = true, records = Number.POSITIVE_INFINITY } = {},
): Promise<CsvFile> {
  const encoding = detectEncoding(pieces, isWhole);
  const texts = () => decode(pieces, encoding, isWhole);
  const delimiter = detectDelimiter(texts());
  const read = () => readRecords(texts(), delimiter, { isWhole, records });
  const all = read();
  const first = await all.next();
  await all.return(undefined);
  if (first.done) throw new BrokenFile('transfer.emptyFile');
  const header = checkHeader(first.value.cells);
  return {
    encoding,
    delimiter,
    header,
    rows: async function* () {
      let isHeader = true;
      for await (const row of read()) {
        if (!isHeader) yield row;
        isHeader = false;
      }
    },
  };
}

function checkHeader(cells: readonly string[]): string[] {
  const header = cells.map((cell) => cell.trim());
  if (!header.some((cell) => /\p{L}/u.test(cell)) || header.length > MAX_COLUMNS)
    throw new BrokenFile('transfer.noHeader');
  const twice = header.find((cell, i) => cell !== '' && header.indexOf(cell) !== i);
  if (twice !== undefined) throw new BrokenFile('transfer.duplicateHeader', { column: twice.slice(0, 200) });
  return header;
}

async function* readRecords(
  texts: Iterable<string>,
  delimiter: Delimiter,
  { isWhole, records }: { isWhole: boolean; records: number },
): AsyncGenerator<CsvRow> {
  let line = 1;
  let empty = 0;
  const waiting: CsvRow[] = [];
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
    on_record: (cells, at) => {
      const row = { line: line + at.empty_lines - empty, cells };
      line = at.lines + 1;
      empty = at.empty_lines;
      waiting.push(row);
      // Its types allow only cells; what comes out is whatever this answers.
      return row as never;
    },
  });
  const source = Readable.from(texts);
  source.on('error', (error) => parser.destroy(error));
  let read = 0;
  try {
    for await (const row of source.pipe(parser) as AsyncIterable<unknown> as AsyncIterable<CsvRow>) {
      waiting.shift();
      yield row;
      read += 1;
      if (read >= records) return;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (isWhole || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw faultOf(error, line);
    // The end of a part may cut a quoted cell: what was read before it stands.
    yield* waiting.slice(0, records - read);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function faultOf(error: CsvError, line: number): BrokenFile {
  const code = error.code === 'CSV_MAX_RECORD_SIZE' ? 'transfer.lineTooLong' : 'transfer.brokenQuote';
  return new BrokenFile(code, { line });
}

/** The candidate that cuts most of the first records into as many cells as it cuts the header; quoted parts do not count. */
function detectDelimiter(texts: Iterable<string>): Delimiter {
  let head = '';
  for (const text of texts) {
    head += text;
    if (head.length > 20_000) break;
  }
  const lines = head
    .slice(0, 20_000)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== '')
    .slice(0, 20);
  const scored = ([',', ';', '\t'] as const).map((delimiter) => {
    const [header = 0, ...rest] = lines.map((line) => line.split(delimiter).length - 1);
    const same = rest.filter((count) => count === header).length;
    return { delimiter, score: header === 0 ? -1 : (same + 1) * 1000 + header };
  });
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}
