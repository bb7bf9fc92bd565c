import { type Facts, holds } from '#domain/conditions';
import { ageClass, type Axis, classOf, numberClass, UNSET } from './axis.ts';
import { type FactColumn, type FactColumns, factsAt, FIRST_ENTRY, NO_VALUE, NUMBER } from './columns.ts';
import { isInForce, type Rule } from './rule.ts';
import type { RuleIndex } from './rule-index.ts';
import { searchOf, SET, type Source } from './search.ts';

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
  const search = searchOf(index);
  const readers = axes.map((axis) => readerOf(axis, facts.columns));
  let row = 0;
  let now = 0;
  let asked: Facts | undefined;
  const source: Source = {
    classAt: (axis) => classIn(readers[axis] as Reader, row, now),
    setAt: (axis) => setIn(readers[axis] as Reader, row),
    check: (box) => {
      asked ??= factsAt(facts, row);
      const rule = rules[ruleOf[box] as number] as Rule;
      return isInForce(rule, now) && holds(rule.condition, asked, now);
    },
  };
  for (let each = 0; each < out.length; each += 1) {
    row = from + each;
    now = typeof at === 'number' ? at : (at[row] as number);
    asked = undefined;
    const box = search(source);
    out[each] = box < 0 ? -1 : (ruleOf[box] as number);
  }
}

/** An axis over one column; the class of each dictionary entry is found once. */
type Reader = {
  readonly axis: Axis;
  readonly codes: Uint16Array | Uint32Array;
  readonly numbers: Float64Array;
  readonly classes: Int32Array;
  readonly dictionary: FactColumn['dictionary'];
};

const NOBODY = { codes: new Uint16Array(0), numbers: new Float64Array(0), dictionary: [] } as const;

function readerOf(axis: Axis, columns: readonly FactColumn[]): Reader {
  const column = columns.find(({ attribute }) => attribute === axis.attribute);
  const { codes, numbers, dictionary } = column ?? NOBODY;
  const classes = new Int32Array(FIRST_ENTRY + dictionary.length).fill(UNSET);
  for (const [at, value] of dictionary.entries())
    if (axis.kind === 'value') classes[FIRST_ENTRY + at] = Array.isArray(value) ? SET : classOf(axis, value);
  return { axis, codes, numbers: numbers ?? NOBODY.numbers, classes, dictionary };
}

function classIn({ axis, codes, numbers, classes }: Reader, row: number, now: number): number {
  if (axis.kind === 'now') return numberClass(axis, now);
  // Beyond the end of a column that nobody filled there is no value.
  const code = codes[row] ?? NO_VALUE;
  if (code !== NUMBER) return classes[code] as number;
  const value = numbers[row] as number;
  return axis.kind === 'age' ? ageClass(axis, value, now) : numberClass(axis, value);
}

function setIn({ codes, dictionary }: Reader, row: number): readonly unknown[] {
  const value = dictionary[(codes[row] as number) - FIRST_ENTRY];
  return Array.isArray(value) ? value : [];
}
