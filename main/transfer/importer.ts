import type { RowFault } from '#domain/transfer';
import type { Raw } from '#store/database';
import type { ImportCatalogue } from '#store/import-catalogue';
import type { ImportLookups } from '#store/import-lookups';
import type { ImportWriter } from '#store/import-shelf';
import type { RowReader } from './row-reader.ts';

/** What becomes of a row that could be read: taken as new, changed or the same as before, or refused for what is in the store. */
export type Judgement = 'fresh' | 'updated' | 'unchanged' | RowFault;

/**
 * One kind of import. `judge` takes the row when it does not refuse it; whether that writes or only remembers is
 * settled by the shelves, so a preview and the write are the same code.
 */
export type Importer<Fields = unknown> = {
  readonly read: (row: RowReader) => Fields;
  /** What makes two rows of a file the same: the external id, or a stable natural key where the file has none. */
  readonly key: (fields: Fields) => string;
  readonly judge: (fields: Fields, key: string) => Judgement;
};

export type ImportSetting = {
  readonly raw: Raw;
  readonly catalogue: ImportCatalogue;
  readonly lookups: ImportLookups;
  /** Absent in a preview. */
  readonly writer: ImportWriter | undefined;
  readonly source: string;
  readonly batchId: string;
  readonly at: number;
  readonly newId: () => string;
};

export const fault = (field: string | null, code: RowFault['code'], value: string): RowFault => ({
  field,
  code,
  value: value.slice(0, 200),
});

/** A natural key from its parts; long ones keep their beginning, which the parts before the free text settle. */
export const naturalKey = (...parts: readonly (string | number | null)[]): string =>
  parts
    .map((part) => part ?? '')
    .join('|')
    .slice(0, 400);

/** The part of `wanted` that differs from `row`; undefined: nothing does. */
export function patchOf<Row extends object>(row: Row, wanted: Partial<Row>): Partial<Row> | undefined {
  const patch: Partial<Row> = {};
  for (const name of Object.keys(wanted) as (keyof Row)[])
    if (wanted[name] !== undefined && wanted[name] !== row[name]) patch[name] = wanted[name];
  return Object.keys(patch).length === 0 ? undefined : patch;
}
