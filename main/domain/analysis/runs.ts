/** A set of positions on a line: half-open runs [from, to), sorted and apart, written flat: from, to, from, to … */
export type Runs = readonly number[];

/** Where an attribute without a value stands: left of every number. */
export const UNSET = Number.NEGATIVE_INFINITY;
export const EVERYTHING: Runs = [UNSET, Number.POSITIVE_INFINITY];
export const UNSET_ONLY: Runs = [UNSET, -Number.MAX_VALUE];
/** The two answers of a yes-or-no axis. */
export const NO: Runs = [0, 1];
export const YES: Runs = [1, 2];
export const EITHER: Runs = [0, 2];

const floats = new Float64Array(1);
const bits = new BigInt64Array(floats.buffer);

/** The next larger number: what makes an inclusive end a half-open one. */
export function nextUp(value: number): number {
  if (value === Number.POSITIVE_INFINITY) return value;
  floats[0] = value + 0;
  bits[0] = (bits[0] ?? 0n) + (value >= 0 ? 1n : -1n);
  return floats[0];
}

/** The runs that hold exactly some positions, each with the position right after it. */
export function runsOfPoints(points: readonly (readonly [at: number, after: number])[]): Runs {
  const runs: number[] = [];
  for (const [at, after] of points.toSorted((a, b) => a[0] - b[0])) {
    const last = runs.length - 1;
    if (runs.length > 0 && (runs[last] as number) >= at) runs[last] = Math.max(after, runs[last] as number);
    else runs.push(at, after);
  }
  return runs;
}

export function contains(runs: Runs, position: number): boolean {
  for (let at = 0; at < runs.length; at += 2)
    if (position >= (runs[at] as number) && position < (runs[at + 1] as number)) return true;
  return false;
}

export function intersect(a: Runs, b: Runs): Runs {
  if (a === b) return a;
  const both: number[] = [];
  for (let i = 0, k = 0; i < a.length && k < b.length; ) {
    const from = Math.max(a[i] as number, b[k] as number);
    const to = Math.min(a[i + 1] as number, b[k + 1] as number);
    if (from < to) both.push(from, to);
    if ((a[i + 1] as number) < (b[k + 1] as number)) i += 2;
    else k += 2;
  }
  return both;
}

/** What of `a` is not in `b`. */
export function subtract(a: Runs, b: Runs): Runs {
  const left: number[] = [];
  let k = 0;
  for (let i = 0; i < a.length; i += 2) {
    let from = a[i] as number;
    const to = a[i + 1] as number;
    while (k < b.length && (b[k + 1] as number) <= from) k += 2;
    for (let each = k; each < b.length && (b[each] as number) < to; each += 2) {
      if ((b[each] as number) > from) left.push(from, b[each] as number);
      from = b[each + 1] as number;
    }
    if (from < to) left.push(from, to);
  }
  return left;
}

/** Whether two sets share a position. */
export function meet(a: Runs, b: Runs): boolean {
  for (let i = 0, k = 0; i < a.length && k < b.length; ) {
    if ((a[i + 1] as number) <= (b[k] as number)) i += 2;
    else if ((b[k + 1] as number) <= (a[i] as number)) k += 2;
    else return true;
  }
  return false;
}

/** Whether all of `a` is in `b`. */
export function isWithin(a: Runs, b: Runs): boolean {
  if (a === b) return true;
  let k = 0;
  for (let i = 0; i < a.length; i += 2) {
    while (k < b.length && (b[k + 1] as number) < (a[i + 1] as number)) k += 2;
    if (k >= b.length || (b[k] as number) > (a[i] as number)) return false;
  }
  return true;
}
