import { type Facts, seenValue, type Value } from '#domain/conditions';

/** The codes of a column: what no value has, what is a number, and from there on the places in the dictionary. */
export const NO_VALUE = 0;
export const NUMBER = 1;
export const FIRST_ENTRY = 2;

/** One attribute of many opportunities: texts, booleans and sets as codes of a dictionary, numbers as they are. */
export type FactColumn = {
  readonly attribute: string;
  readonly codes: Uint16Array | Uint32Array;
  readonly dictionary: readonly Value[];
  /** Null where nobody has a number. */
  readonly numbers: Float64Array | null;
};

/** The facts of many opportunities by attribute: what rules are matched with at once. Can be sent to another thread. */
export type FactColumns = { readonly size: number; readonly columns: readonly FactColumn[] };

type Filling = {
  readonly attribute: string;
  codes: Uint16Array | Uint32Array;
  readonly dictionary: Value[];
  readonly entries: Map<string | boolean, number>;
  numbers: Float64Array | null;
};

/** Gathers the facts of opportunities, one after the other, for some attributes. */
export function columnsBuilder(attributes: readonly string[], expected = 1024) {
  let size = 0;
  let room = Math.max(1, expected);
  const filling = attributes.map(
    (attribute): Filling => ({
      attribute,
      codes: new Uint16Array(room),
      dictionary: [],
      entries: new Map(),
      numbers: null,
    }),
  );
  const grow = () => {
    room *= 2;
    for (const column of filling) {
      const wider = column.codes instanceof Uint16Array ? new Uint16Array(room) : new Uint32Array(room);
      wider.set(column.codes);
      column.codes = wider;
      if (column.numbers) {
        const longer = new Float64Array(room);
        longer.set(column.numbers);
        column.numbers = longer;
      }
    }
  };
  const add = (facts: Facts) => {
    if (size === room) grow();
    for (const column of filling) {
      const value = seenValue(facts, column.attribute);
      if (value === undefined) continue;
      if (typeof value === 'number') {
        column.numbers ??= new Float64Array(room);
        column.numbers[size] = value;
        column.codes[size] = NUMBER;
      } else write(column, size, value);
    }
    size += 1;
  };
  const finish = (): FactColumns => ({
    size,
    columns: filling.map(({ attribute, codes, dictionary, numbers }) => ({
      attribute,
      codes: codes.slice(0, size),
      dictionary,
      numbers: numbers && numbers.slice(0, size),
    })),
  });
  return { add, finish, size: () => size };
}

function write(column: Filling, row: number, value: Exclude<Value, number>): void {
  // A set's key begins as no text of the dictionary can be told from it: with a mark, and as JSON.
  const key = Array.isArray(value) ? `\u0000${JSON.stringify(value)}` : value;
  let code = column.entries.get(key);
  if (code === undefined) {
    code = FIRST_ENTRY + column.dictionary.length;
    column.dictionary.push(value);
    column.entries.set(key, code);
    if (code === 65_536 && column.codes instanceof Uint16Array) column.codes = Uint32Array.from(column.codes);
  }
  column.codes[row] = code;
}

/** One opportunity's facts again. */
export function factsAt({ columns }: FactColumns, row: number): Facts {
  const facts: Record<string, Value> = {};
  for (const { attribute, codes, dictionary, numbers } of columns) {
    const code = codes[row] as number;
    if (code === NUMBER) facts[attribute] = numbers?.[row] as number;
    else if (code !== NO_VALUE) facts[attribute] = dictionary[code - FIRST_ENTRY] as Value;
  }
  return facts;
}
