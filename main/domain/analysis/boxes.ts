import type { Condition } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { type Axes, type Part, validity, waysOfTest } from './axes.ts';
import { contains, intersect, isWithin, meet, type Runs, subtract } from './runs.ts';

/** A region: some axes held to positions, every other axis free. Axes rise. */
export type Box = {
  readonly axes: readonly number[];
  readonly runs: readonly Runs[];
  /** Whether the region is just where the rule holds; otherwise the rule holds in some part of it. */
  readonly isExact: boolean;
};

/** Facts as positions, by axis. */
export type Point = readonly number[];

/** A rule that holds in more ways than this is not analysed; what it must fulfil in each of them stands for it. */
const MOST_WAYS = 64;

/** The regions in which a rule can win from now on; none where it is off or over, or its tests exclude each other. */
export function boxesOf(axes: Axes, rule: Rule): Box[] {
  const { validFrom, validTo } = rule;
  if (!rule.isOn || (validTo !== undefined && validTo <= axes.now)) return [];
  const isBound = (validFrom !== undefined && validFrom > axes.now) || validTo !== undefined;
  const always = isBound ? [validity(axes, validFrom, validTo)] : [];
  const ways = waysOf(axes, rule.condition, true);
  if (ways) return ways.flatMap((parts) => boxOf([...always, ...parts], true));
  const certain = certainParts(axes, rule.condition);
  return boxOf([...always, ...certain], false);
}

/** Parts joined to one box; none where they exclude each other. */
function boxOf(parts: readonly Part[], isExact: boolean): Box[] {
  const joined = new Map<number, Runs>();
  for (const { axis, runs } of parts) {
    const before = joined.get(axis);
    const both = before ? intersect(before, runs) : runs;
    if (both.length === 0) return [];
    joined.set(axis, both);
  }
  const sorted = [...joined].sort((a, b) => a[0] - b[0]);
  return [{ axes: sorted.map(([axis]) => axis), runs: sorted.map(([, runs]) => runs), isExact }];
}

/** A condition as alternatives of parts; undefined where they are too many. */
function waysOf(axes: Axes, condition: Condition, isHeld: boolean): Part[][] | undefined {
  if ('op' in condition) {
    const ways = waysOfTest(axes, condition, isHeld);
    return ways.length > MOST_WAYS ? undefined : ways;
  }
  if ('not' in condition) return waysOf(axes, condition.not, !isHeld);
  const parts = 'all' in condition ? condition.all : condition.any;
  if ('all' in condition !== isHeld) {
    const some: Part[][] = [];
    for (const part of parts) {
      const ways = waysOf(axes, part, isHeld);
      if (!ways || some.length + ways.length > MOST_WAYS) return undefined;
      some.push(...ways);
    }
    return some;
  }
  let every: Part[][] = [[]];
  for (const part of parts) {
    const ways = waysOf(axes, part, isHeld);
    if (!ways || every.length * ways.length > MOST_WAYS) return undefined;
    every = every.flatMap((before) => ways.map((way) => [...before, ...way]));
  }
  return every;
}

/** What holds whenever a condition does: those of its parts that have one way. */
function certainParts(axes: Axes, condition: Condition): Part[] {
  if (!('op' in condition) && 'all' in condition)
    return condition.all.flatMap((part) => certainParts(axes, part));
  const ways = waysOf(axes, condition, true);
  return ways?.length === 1 ? (ways[0] ?? []) : [];
}

export function runsOn(box: Pick<Box, 'axes' | 'runs'>, axis: number): Runs | undefined {
  const { axes } = box;
  for (let at = 0; at < axes.length; at += 1) if (axes[at] === axis) return box.runs[at];
  return undefined;
}

export function boxesMeet(a: Box, b: Box): boolean {
  for (let i = 0, k = 0; i < a.axes.length && k < b.axes.length; ) {
    const axis = a.axes[i] as number;
    const other = b.axes[k] as number;
    if (axis === other) {
      if (!meet(a.runs[i] as Runs, b.runs[k] as Runs)) return false;
      i += 1;
      k += 1;
    } else if (axis < other) i += 1;
    else k += 1;
  }
  return true;
}

/** The axes on which `inner` leaves `outer`: none where all of it is inside. */
export function leavingAxes(axes: Axes, inner: Box, outer: Box): number[] {
  const leaving: number[] = [];
  let i = 0;
  for (let k = 0; k < outer.axes.length; k += 1) {
    const axis = outer.axes[k] as number;
    while (i < inner.axes.length && (inner.axes[i] as number) < axis) i += 1;
    const runs = inner.axes[i] === axis ? (inner.runs[i] as Runs) : (axes.list[axis]?.full ?? []);
    if (!isWithin(runs, outer.runs[k] as Runs)) leaving.push(axis);
  }
  return leaving;
}

export function holdsPoint(axes: Axes, box: Box, point: Point): boolean {
  for (let at = 0; at < box.axes.length; at += 1) {
    const axis = box.axes[at] as number;
    const position = point[axis] ?? axes.list[axis]?.full[0] ?? 0;
    if (!contains(box.runs[at] as Runs, position)) return false;
  }
  return true;
}

/** A box with one axis held to other positions. */
function withRuns(box: Box, axis: number, runs: Runs): Box {
  const at = box.axes.findIndex((each) => each >= axis);
  const place = at < 0 ? box.axes.length : at;
  const isHeld = box.axes[place] === axis;
  return {
    axes: isHeld ? box.axes : box.axes.toSpliced(place, 0, axis),
    runs: box.runs.toSpliced(place, isHeld ? 1 : 0, runs),
    isExact: box.isExact,
  };
}

/** What of a box is in another one; they must meet. */
export function commonBox(a: Box, b: Box): Box {
  return b.axes.reduce((box, axis, at) => {
    const runs = b.runs[at] as Runs;
    return withRuns(box, axis, intersect(runsOn(box, axis) ?? runs, runs));
  }, a);
}

/** What of a box is not in another one, as boxes apart from each other; they must meet. */
export function boxOutside(axes: Axes, box: Box, other: Box): Box[] {
  const outside: Box[] = [];
  let left = box;
  for (const axis of leavingAxes(axes, box, other)) {
    const here = runsOn(left, axis) ?? axes.list[axis]?.full ?? [];
    const there = runsOn(other, axis) ?? [];
    outside.push(withRuns(left, axis, subtract(here, there)));
    left = withRuns(left, axis, intersect(here, there));
  }
  return outside;
}
