import type { OutputOf } from '#contract/contract';
import { checkMapping, type ColumnMapping, type ImportKind, type MappingProblem } from '#domain/transfer';
import type { RejectedRow } from '#features/transfer/batches';

export type Inspected = OutputOf<'transfer.inspectFile'>;

/** Where a field's values come from. */
export type FieldSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'fixed'; readonly value: string };

export function sourceOf(mapping: ColumnMapping, field: string): FieldSource {
  const column = mapping.columns[field];
  if (column !== undefined) return { kind: 'column', column };
  const value = mapping.constants[field];
  return value === undefined ? { kind: 'none' } : { kind: 'fixed', value };
}

/** The mapping with one field taken from elsewhere. A field has a column or a fixed value, never both. */
export function withSource(mapping: ColumnMapping, field: string, source: FieldSource): ColumnMapping {
  const { [field]: _column, ...columns } = mapping.columns;
  const { [field]: _constant, ...constants } = mapping.constants;
  if (source.kind === 'column')
    return { ...mapping, constants, columns: { ...columns, [field]: source.column } };
  if (source.kind === 'fixed')
    return { ...mapping, columns, constants: { ...constants, [field]: source.value } };
  return { ...mapping, columns, constants };
}

/** Text in the file → text to read instead. */
export type Pair = readonly [inFile: string, readAs: string];

/** The mapping with one field's values read differently; half-filled lines are left out. */
export function withValues(mapping: ColumnMapping, field: string, pairs: readonly Pair[]): ColumnMapping {
  const { [field]: _before, ...values } = mapping.values;
  const filled = pairs.filter(([inFile, readAs]) => inFile !== '' && readAs !== '');
  if (filled.length === 0) return { ...mapping, values };
  return { ...mapping, values: { ...values, [field]: Object.fromEntries(filled) } };
}

/** What keeps a mapping from being checked against the rows. */
export function problemsOf(kind: ImportKind, inspected: Inspected, mapping: ColumnMapping): MappingProblem[] {
  const fields = inspected.fields.map((field) => ({ ...field, names: [] }));
  return checkMapping(kind, fields, mapping, inspected.header);
}

/** Columns of the file that no field takes and no filter looks at. */
export function unusedColumns(inspected: Inspected, mapping: ColumnMapping): string[] {
  const used = new Set([...Object.values(mapping.columns), mapping.only?.column]);
  return inspected.header.filter((column) => column !== '' && !used.has(column));
}

/** The first different values of a field's column, as the sample shows them. */
export function samplesOf(inspected: Inspected, column: string): string[] {
  const index = inspected.header.indexOf(column);
  const values = inspected.sample.map((row) => row[index] ?? '').filter((value) => value !== '');
  return [...new Set(values)];
}

const UNKNOWN = new Set([
  'unknownValue',
  'unknownLine',
  'unknownPerson',
  'unknownUnit',
  'unknownProduct',
  'notABoolean',
]);

/** Field → its values that nothing here is called, in the order of their first row: what a value map can mend. */
export function unknownValues(rejected: readonly RejectedRow[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { reasons } of rejected)
    for (const { field, code, value } of reasons) {
      if (field === null || value === '' || !UNKNOWN.has(code)) continue;
      const values = found.get(field) ?? [];
      if (!values.includes(value)) found.set(field, [...values, value]);
    }
  return found;
}
