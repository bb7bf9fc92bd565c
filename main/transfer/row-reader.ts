import { parseMinor } from '#domain/base';
import { type Contact, type ContactReading, readAccount, readContact } from '#domain/contacts';
import { type ColumnMapping, type Field, readMoment, type RowFault, unguardCell } from '#domain/transfer';

/** Reads the fields of one row after another through a mapping; what cannot be read is noted as a fault with the text as it stood. */
export type RowReader = {
  /** Turns to the next row. */
  readonly start: (cells: readonly string[]) => void;
  /** What was wrong with the row so far. */
  readonly faults: () => readonly RowFault[];
  readonly refuse: (field: string, code: RowFault['code'], value?: string) => void;
  /** The text of a field after constants and value maps; '' when empty. An empty required field is a fault. */
  readonly text: (field: string, limit?: number) => string;
  readonly moment: (field: string) => number | null;
  readonly amount: (field: string, currency: string) => number | null;
  readonly number: (field: string) => number | null;
  /** What a field's text stands for, or null when it is empty; a fault when `find` knows nothing of it. */
  readonly look: <T>(
    field: string,
    find: (text: string) => T | undefined,
    code: RowFault['code'],
  ) => T | null;
  /** The row's card: its contact, or else its account code. */
  readonly card: () => Contact | null;
};

const KEPT = 20_000;

/** Remembers answers for texts that a file repeats (dates, phones), and forgets all of them when there are many. */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const kept = new Map<string, { answer: T }>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known.answer;
    const answer = read(text);
    if (kept.size >= KEPT) kept.clear();
    kept.set(text, { answer });
    return answer;
  };
}

/** A reader for one file: its header, and how its columns become the fields of a kind. */
export function makeRowReader(
  fields: readonly Field[],
  header: readonly string[],
  mapping: ColumnMapping,
): RowReader {
  const required = new Set(fields.filter((field) => field.required).map(({ field }) => field));
  const sources = new Map(fields.map(({ field }) => [field, sourceOf(field, header, mapping)]));
  const dates = { zone: mapping.zone, order: mapping.dateOrder };
  const contactOf = remembering((text) => readContact(text, mapping));
  const momentOf = remembering((text) => readMoment(text, dates));
  let cells: readonly string[] = [];
  let faults: RowFault[] = [];

  const refuse: RowReader['refuse'] = (field, code, value) => {
    faults.push({ field, code, value: (value ?? bareText(field)).slice(0, 200) });
  };
  const bareText = (field: string): string => {
    const source = sources.get(field);
    if (!source) return '';
    const raw = source.column < 0 ? '' : unguardCell((cells[source.column] ?? '').trim());
    return (source.values?.get(raw) ?? raw) || source.constant;
  };
  const text: RowReader['text'] = (field, limit = 500) => {
    const value = bareText(field);
    if (value === '' && required.has(field)) refuse(field, 'missing', '');
    if (value.length > limit) refuse(field, 'tooLong', value);
    return value;
  };
  const read = <T>(field: string, parse: (value: string) => T | undefined, code: RowFault['code']) => {
    const value = text(field);
    if (value === '') return null;
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    refuse(field, code, value);
    return null;
  };
  const way = (field: string, reading: ContactReading): Contact | null => {
    if (reading.ok) return reading.value;
    refuse(field, reading.code);
    return null;
  };

  return {
    start: (next) => {
      cells = next;
      faults = [];
    },
    faults: () => faults,
    refuse,
    text,
    look: read,
    moment: (field) => read(field, momentOf, 'notADate'),
    amount: (field, currency) => read(field, (value) => parseMinor(value, currency), 'notAnAmount'),
    number: (field) => read(field, readNumber, 'notANumber'),
    card: () => {
      const contact = text('contact');
      if (contact !== '') return way('contact', contactOf(contact));
      const account = text('account');
      return account === '' ? null : way('account', readAccount(account));
    },
  };
}

function sourceOf(field: string, header: readonly string[], mapping: ColumnMapping) {
  const column = mapping.columns[field];
  const values = mapping.values[field];
  return {
    column: column === undefined ? -1 : header.indexOf(column),
    constant: mapping.constants[field] ?? '',
    values: values && new Map(Object.entries(values)),
  };
}

/** A plain number with or without thousands separators; refused: everything else, and beyond ±2^53. */
export function readNumber(text: string): number | undefined {
  const bare = text.normalize('NFKC').trim();
  if (!/^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/.test(bare)) return undefined;
  const value = Number(bare.replaceAll(',', ''));
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
}
