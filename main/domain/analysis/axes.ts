import {
  ageInDays,
  type Catalogue,
  canonical,
  check,
  type Facts,
  holds,
  seenValue,
  type Test,
} from '#domain/conditions';
import {
  EITHER,
  EVERYTHING,
  intersect,
  NO,
  nextUp,
  type Runs,
  runsOfPoints,
  subtract,
  UNSET,
  UNSET_ONLY,
  YES,
} from './runs.ts';

/** One independent thing that rules ask about, as a line of positions; facts stand at one position of each. */
export type Axis = {
  readonly index: number;
  /** Every position that can be. */
  readonly full: Runs;
  readonly read: (facts: Facts) => number;
};

/**
 * The axes of a rule set. An attribute has one for its value and, a date, one for its age; a set has one for each code
 * asked for; a test that is no set of positions (a text's beginning, an attribute nobody knows) is an axis of its own.
 * Axes count as independent: more seems possible than is, so nothing is called impossible that can be.
 */
export type Axes = {
  readonly list: Axis[];
  readonly byName: Map<string, Axis>;
  readonly codes: Map<string, Map<string, number>>;
  readonly catalogue: Catalogue;
  /** Enums in whose facts codes outside their list were seen. */
  readonly open: ReadonlySet<string>;
  readonly now: number;
};

/** One axis held to some positions. */
export type Part = { readonly axis: number; readonly runs: Runs };

/** Axes for a catalogue; `seen` is what facts are known to look like. */
export function makeAxes(catalogue: Catalogue, seen: readonly Facts[], now: number): Axes {
  const open = new Set<string>();
  for (const [key, { kind, codes }] of catalogue)
    if (kind === 'enum' && (codes.size === 0 || seen.some((facts) => isStray(facts[key], codes))))
      open.add(key);
  return { list: [], byName: new Map(), codes: new Map(), catalogue, open, now };
}

function isStray(value: unknown, codes: ReadonlySet<string>): boolean {
  return typeof value === 'string' && value !== '' && !codes.has(value);
}

/** The ways in which a test holds (or does not): alternatives of parts that must all be so. */
export function waysOfTest(axes: Axes, test: Test, isHeld: boolean): Part[][] {
  const kind = axes.catalogue.get(test.attribute)?.kind;
  const isUnfit = check(test, axes.catalogue).some(
    ({ code }) => code === 'unknownAttribute' || code === 'unfitTest',
  );
  if (kind === undefined || isUnfit) return [[flag(axes, test, isHeld)]];
  if (kind === 'set') return waysOfSet(axes, test, isHeld);
  const value = valueAxis(axes, test.attribute, kind);
  const isSet: Part = { axis: value.index, runs: subtract(value.full, UNSET_ONLY) };
  switch (test.op) {
    case 'isSet':
    case 'isNotSet':
      return [[(test.op === 'isSet') === isHeld ? isSet : { axis: value.index, runs: UNSET_ONLY }]];
    case 'equals':
    case 'oneOf':
    case 'notOneOf': {
      const listed = test.op === 'equals' ? [test.value] : test.values;
      const points = listed.map((each) => pointOf(axes, test.attribute, each));
      const runs = intersect(runsOfPoints(points), value.full);
      return [
        [
          {
            axis: value.index,
            runs: (test.op === 'notOneOf') === isHeld ? subtract(value.full, runs) : runs,
          },
        ],
      ];
    }
    case 'between': {
      const runs = [
        test.min ?? -Number.MAX_VALUE,
        test.max === null ? Number.POSITIVE_INFINITY : nextUp(test.max),
      ];
      return [[within(value, runs, isHeld)]];
    }
    case 'age': {
      const age = ageAxis(axes, test.attribute);
      const to = test.maxDays === null ? Number.POSITIVE_INFINITY : test.maxDays + 1;
      const part = within(age, [test.minDays ?? -Number.MAX_VALUE, to], isHeld);
      return [isHeld ? [part, isSet] : [part]];
    }
    case 'startsWith':
    case 'contains':
      return [isHeld ? [flag(axes, test, true), isSet] : [flag(axes, test, false)]];
    case 'hasAll':
      return [[flag(axes, test, isHeld)]];
  }
}

function within(axis: Axis, [from, to]: readonly number[], isHeld: boolean): Part {
  const runs = (from as number) < (to as number) ? intersect([from as number, to as number], axis.full) : [];
  return { axis: axis.index, runs: isHeld ? runs : subtract(axis.full, runs) };
}

function waysOfSet(axes: Axes, test: Test, isHeld: boolean): Part[][] {
  const { attribute } = test;
  const filled = axis(axes, `${attribute} filled`, EITHER, (facts) =>
    seenValue(facts, attribute) === undefined ? 0 : 1,
  );
  const isFilled: Part = { axis: filled.index, runs: YES };
  const has = (code: unknown, runs: Runs): Part => ({
    axis: axis(axes, `${attribute} has ${JSON.stringify(code)}`, EITHER, (facts) => {
      const seen = seenValue(facts, attribute);
      return (Array.isArray(seen) ? seen.includes(String(code)) : seen === code) ? 1 : 0;
    }).index,
    runs,
  });
  switch (test.op) {
    case 'isSet':
    case 'isNotSet':
      return [[{ axis: filled.index, runs: (test.op === 'isSet') === isHeld ? YES : NO }]];
    case 'equals':
    case 'oneOf':
    case 'notOneOf': {
      const listed = [...new Set(test.op === 'equals' ? [test.value] : test.values)];
      return (test.op === 'notOneOf') === isHeld
        ? [listed.map((code) => has(code, NO))]
        : listed.map((code) => [isFilled, has(code, YES)]);
    }
    case 'hasAll': {
      const listed = [...new Set(test.values)];
      if (isHeld) return [[isFilled, ...listed.map((code) => has(code, YES))]];
      return [[{ axis: filled.index, runs: NO }], ...listed.map((code) => [has(code, NO)])];
    }
    case 'between':
    case 'age':
    case 'startsWith':
    case 'contains':
      return [[flag(axes, test, isHeld)]];
  }
}

/** A rule's validity: only what is still to come counts. */
export function validity(axes: Axes, from: number | undefined, to: number | undefined): Part {
  const now = axis(axes, '@now', [axes.now, Number.POSITIVE_INFINITY], () => axes.now);
  const runs = intersect([from ?? axes.now, to ?? Number.POSITIVE_INFINITY], now.full);
  return { axis: now.index, runs };
}

function flag(axes: Axes, test: Test, isHeld: boolean): Part {
  const { now } = axes;
  const read = (facts: Facts) => (holds(test, facts, now) ? 1 : 0);
  return { axis: axis(axes, `test ${canonical(test)}`, EITHER, read).index, runs: isHeld ? YES : NO };
}

function ageAxis(axes: Axes, attribute: string): Axis {
  return axis(axes, `${attribute} age`, EVERYTHING, (facts) => {
    const seen = seenValue(facts, attribute);
    return typeof seen === 'number' ? ageInDays(seen, axes.now) : UNSET;
  });
}

function valueAxis(
  axes: Axes,
  attribute: string,
  kind: 'enum' | 'text' | 'number' | 'date' | 'boolean',
): Axis {
  const found = axes.byName.get(attribute);
  if (found) return found;
  const codes = new Map<string, number>();
  if (kind === 'enum')
    for (const code of axes.catalogue.get(attribute)?.codes ?? []) codes.set(code, codes.size);
  axes.codes.set(attribute, codes);
  const isClosed = kind === 'boolean' || (kind === 'enum' && !axes.open.has(attribute));
  const known = kind === 'boolean' ? 2 : codes.size;
  const full = isClosed ? [...UNSET_ONLY, 0, known] : EVERYTHING;
  return axis(axes, attribute, full, (facts) => {
    const seen = seenValue(facts, attribute);
    if (typeof seen === 'string') return codes.get(seen) ?? codes.size;
    return typeof seen === 'boolean' ? Number(seen) : typeof seen === 'number' ? seen : UNSET;
  });
}

/** Where a value stands, and what comes right after. */
function pointOf(axes: Axes, attribute: string, value: string | number | boolean): readonly [number, number] {
  if (typeof value === 'number') return [value + 0, nextUp(value)];
  if (typeof value === 'boolean') return [Number(value), Number(value) + 1];
  const codes = axes.codes.get(attribute) ?? new Map<string, number>();
  const at = codes.get(value) ?? codes.size;
  codes.set(value, at);
  return [at, at + 1];
}

function axis(axes: Axes, name: string, full: Runs, read: Axis['read']): Axis {
  const found = axes.byName.get(name);
  if (found) return found;
  const made: Axis = { index: axes.list.length, full, read };
  axes.byName.set(name, made);
  axes.list.push(made);
  return made;
}
