import { type Facts, holds } from '#domain/conditions';
import { ageClass, type Axis, classOf, numberClass, summaryWords, UNSET } from './axis.ts';
import { type FactColumn, type FactColumns, factsAt, FIRST_ENTRY, NO_VALUE, NUMBER } from './columns.ts';
import { isInForce, type Rule } from './rule.ts';
import { emptySeen, findBox, join, type RuleIndex, type Seen } from './rule-index.ts';

/** How many opportunities are looked up axis by axis before they are matched. */
const BLOCK = 512;

/**
 * Matches rules with many opportunities at once: `out[i]` becomes the place of the first rule in `index.rules` that holds
 * for opportunity `from + i`, −1 for none. `at` is the moment of deciding (UTC ms), one for all or one for each row.
 */
export function matchColumns(
  index: RuleIndex,
  facts: FactColumns,
  at: number | Float64Array,
  out: Int32Array,
  from = 0,
): void {
  const { axes, ruleOf, rules } = index;
  const readers = axes.map((axis) => readerOf(axis, facts.columns));
  const seen = emptySeen(axes);
  for (const [each, { table, summary }] of readers.entries()) {
    seen.tables[each] = table;
    seen.summaries[each] = summary;
  }
  const places = axes.map(() => new Int32Array(BLOCK));
  let row = 0;
  let asked: Facts | undefined;
  const momentOf = (each: number) => (typeof at === 'number' ? at : (at[each] as number));
  const check = (box: number) => {
    asked ??= factsAt(facts, row);
    const rule = rules[ruleOf[box] as number] as Rule;
    return isInForce(rule, momentOf(row)) && holds(rule.condition, asked, momentOf(row));
  };
  const wide = summaryWords(index.words);
  for (let first = 0; first < out.length; first += BLOCK) {
    const size = Math.min(BLOCK, out.length - first);
    for (const [each, reader] of readers.entries())
      reader.locate(places[each] as Int32Array, from + first, size, at);
    for (let one = 0; one < size; one += 1) {
      row = from + first + one;
      asked = undefined;
      point(seen, places, one, index.words, wide);
      const box = findBox(index, seen, check);
      out[first + one] = box < 0 ? -1 : (ruleOf[box] as number);
    }
  }
}

function point(seen: Seen, places: readonly Int32Array[], one: number, words: number, wide: number): void {
  for (let each = 0; each < seen.count; each += 1) {
    const found = (places[each] as Int32Array)[one] as number;
    seen.offsets[each] = found * words;
    seen.summaryOffsets[each] = found * wide;
  }
}

type Reader = {
  readonly table: Uint32Array;
  readonly summary: Uint32Array;
  /** Fills the classes of rows `first` on. */
  readonly locate: (into: Int32Array, first: number, size: number, at: number | Float64Array) => void;
};

/** An axis over one column: the class of each dictionary entry is found once, a set's as a class of its own. */
function readerOf(axis: Axis, columns: readonly FactColumn[]): Reader {
  const { bits, summary } = axis;
  if (axis.kind === 'now')
    return {
      table: bits,
      summary,
      locate: (into, first, size, at) => {
        for (let one = 0; one < size; one += 1)
          into[one] = numberClass(axis, typeof at === 'number' ? at : (at[first + one] as number));
      },
    };
  const column = columns.find(({ attribute }) => attribute === axis.attribute);
  if (!column) return { table: bits, summary, locate: (into) => void into.fill(UNSET) };
  const { codes, numbers } = column;
  if (axis.kind === 'age')
    return {
      table: bits,
      summary,
      locate: (into, first, size, at) => {
        for (let one = 0; one < size; one += 1) {
          const row = first + one;
          const now = typeof at === 'number' ? at : (at[row] as number);
          into[one] = codes[row] === NUMBER ? ageClass(axis, numbers?.[row], now) : UNSET;
        }
      },
    };
  const { classes, table, summary: more } = classesOf(axis, column);
  return {
    table,
    summary: more,
    locate: (into, first, size) => {
      for (let one = 0; one < size; one += 1) {
        const code = codes[first + one] as number;
        into[one] =
          code === NUMBER
            ? numberClass(axis, (numbers as Float64Array)[first + one] as number)
            : (classes[code] as number);
      }
    },
  };
}

function classesOf(axis: Axis, { dictionary }: FactColumn) {
  const wide = summaryWords(axis.words);
  const sets = dictionary.filter((value) => Array.isArray(value)).length;
  const classes = new Int32Array(FIRST_ENTRY + dictionary.length);
  classes[NO_VALUE] = UNSET;
  if (sets === 0) {
    for (const [at, value] of dictionary.entries())
      if (!Array.isArray(value)) classes[FIRST_ENTRY + at] = classOf(axis, value);
    return { classes, table: axis.bits, summary: axis.summary };
  }
  const table = new Uint32Array(axis.bits.length + sets * axis.words);
  table.set(axis.bits);
  const summary = new Uint32Array(axis.summary.length + sets * wide);
  summary.set(axis.summary);
  let next = axis.classes;
  for (const [at, value] of dictionary.entries()) {
    if (!Array.isArray(value)) classes[FIRST_ENTRY + at] = classOf(axis, value);
    else {
      const into = table.subarray(next * axis.words, (next + 1) * axis.words);
      join(axis, value, into, summary.subarray(next * wide, (next + 1) * wide));
      classes[FIRST_ENTRY + at] = next;
      next += 1;
    }
  }
  return { classes, table, summary };
}
