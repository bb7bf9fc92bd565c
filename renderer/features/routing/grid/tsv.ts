const TAB = '\t';

/** Cells as spreadsheets put them on the clipboard: tabs between cells, quotes around cells with line breaks. */
export function formatTsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join('\t')).join('\n');
}

/** The cells of a clipboard's text. */
export function parseTsv(text: string): string[][] {
  const body = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '');
  return cellsIn(body);
}

function cellsIn(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    row.push(cell);
    if (text[end] !== TAB) {
      rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  return rows;
}

type Cell = { readonly cell: string; readonly end: number };

function plainCell(text: string, from: number): Cell {
  let end = from;
  while (end < text.length && text[end] !== TAB && text[end] !== '\n') end += 1;
  return { cell: text.slice(from, end), end };
}

/** A cell in quotes; one whose quotes do not close at a border is a text that only begins with a quote. */
function quotedCell(text: string, from: number): Cell {
  let cell = '';
  let at = from + 1;
  while (at < text.length) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else break;
    at += 1;
  }
  const next = text[at + 1];
  const isClosed = at < text.length && (next === undefined || next === TAB || next === '\n');
  return isClosed ? { cell, end: at + 1 } : plainCell(text, from);
}
