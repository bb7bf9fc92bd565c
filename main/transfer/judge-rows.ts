import type { ColumnMapping, Outcome, RowFault } from '#domain/transfer';
import type { CsvRow } from './csv-reader.ts';
import { fault, type Importer } from './importer.ts';
import type { RowReader } from './row-reader.ts';

/** A row whose cells were read (or could not be): no lock is needed for this part. */
export type ReadRow = {
  readonly row: CsvRow;
  readonly fields: unknown;
  readonly faults: readonly RowFault[];
};
export type JudgedRow = { readonly outcome: Outcome; readonly faults: readonly RowFault[] };

export type RowJudge = {
  readonly read: (row: CsvRow) => ReadRow;
  readonly judge: (read: ReadRow) => JudgedRow;
  /** Notes a row that an interrupted run has already taken, so that a later one like it is still a duplicate. */
  readonly recall: (read: ReadRow) => void;
};

/** Judges the rows of one file in order: their shape, the choice of rows, their fields, repetition in the file, and then the store. */
export function makeRowJudge(
  importer: Importer,
  reader: RowReader,
  header: readonly string[],
  only: ColumnMapping['only'],
): RowJudge {
  const taken = new Map<string, number>();
  const chosenColumn = only ? header.indexOf(only.column) : -1;
  const chosen = new Set(only?.values);
  const shapeFault = ({ cells }: CsvRow): RowFault | undefined => {
    const isRagged = cells.length < header.length || cells.slice(header.length).some((cell) => cell !== '');
    if (isRagged) return fault(null, 'raggedRow', `${cells.length} / ${header.length}`);
    const choice = (cells[chosenColumn] ?? '').trim();
    return only && !chosen.has(choice) ? fault(null, 'notSelected', choice) : undefined;
  };
  return {
    read: (row) => {
      const wrong = shapeFault(row);
      if (wrong) return { row, fields: undefined, faults: [wrong] };
      reader.start(row.cells);
      const fields = importer.read(reader);
      return { row, fields, faults: reader.faults() };
    },
    judge: ({ row, fields, faults }) => {
      if (faults.length > 0) return { outcome: 'rejected', faults };
      const key = importer.key(fields);
      const earlier = taken.get(key);
      if (earlier !== undefined)
        return { outcome: 'duplicate', faults: [fault(null, 'duplicateInFile', String(earlier))] };
      const judged = importer.judge(fields, key);
      if (typeof judged !== 'string') return { outcome: 'rejected', faults: [judged] };
      taken.set(key, row.line);
      return { outcome: judged, faults: [] };
    },
    recall: ({ row, fields, faults }) => {
      if (faults.length === 0) taken.set(importer.key(fields), row.line);
    },
  };
}
