import type { Field } from './field.ts';
import { ColumnMapping } from './mapping.ts';

/** How a header is compared: without case, width, and the separators people vary. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-:：*（）()]+/g, '');

/** The mapping that a header suggests: each field takes the first column that bears one of its names, earlier names first; no column twice. */
export function guessMapping(fields: readonly Field[], header: readonly string[]): ColumnMapping {
  const free = new Map(header.filter((column) => column !== '').map((column) => [bare(column), column]));
  const columns: Record<string, string> = {};
  for (const { field, label, names } of fields) {
    const known = [label.zh, label.en, field, ...names].map(bare).find((name) => free.has(name));
    const column = known === undefined ? undefined : free.get(known);
    if (known === undefined || column === undefined) continue;
    columns[field] = column;
    free.delete(known);
  }
  return ColumnMapping.parse({ columns });
}
