import { CARD_KINDS, type Field } from './field.ts';
import type { ColumnMapping, ImportKind } from './mapping.ts';

export type MappingProblem =
  | { readonly code: 'transfer.unmappedField'; readonly field: string }
  | { readonly code: 'transfer.unknownColumn'; readonly column: string };

/** What is wrong with a mapping for a kind and a header; empty: rows can be read. A constant fills a field as well as a column does. */
export function checkMapping(
  kind: ImportKind,
  fields: readonly Field[],
  mapping: ColumnMapping,
  header: readonly string[],
): MappingProblem[] {
  const filled = (field: string) =>
    mapping.columns[field] !== undefined || (mapping.constants[field] ?? '') !== '';
  const known = new Set(fields.map(({ field }) => field));
  const used = [...Object.values(mapping.columns), ...(mapping.only ? [mapping.only.column] : [])];
  const unmapped = fields
    .filter(({ field, required }) => required && !filled(field))
    .map(({ field }) => field);
  if (CARD_KINDS.has(kind) && !filled('contact') && !filled('account')) unmapped.push('contact');
  if (kind === 'attributes') {
    if (!filled('externalId') && !((filled('contact') || filled('account')) && filled('line')))
      unmapped.push('externalId');
    if (![...known].some((field) => field.startsWith('attribute:') && filled(field)))
      unmapped.push('attribute');
  }
  const strangers = [...Object.keys(mapping.columns), ...Object.keys(mapping.constants)].filter(
    (field) => !known.has(field),
  );
  return [
    ...[...unmapped, ...strangers].map((field) => ({ code: 'transfer.unmappedField', field }) as const),
    ...[...new Set(used)]
      .filter((column) => !header.includes(column))
      .map((column) => ({ code: 'transfer.unknownColumn', column }) as const),
  ];
}
