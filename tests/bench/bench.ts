/** One measured line. `ours`, `floor` and `peers` share `unit`; `ratio` is ours to the floor, or to the fastest peer where there is no floor. */
export type BenchLine = {
  readonly bench: string;
  /** How much data, in words: `100,000 opportunities × 120 rules`. */
  readonly size: string;
  readonly ours: number;
  readonly unit: string;
  readonly floor: number | null;
  readonly peers: Readonly<Record<string, number>>;
  readonly ratio: number | null;
  /** Whether all sides gave the same answers; null where there is only one side. */
  readonly equal: boolean | null;
  /** What else was seen while measuring: peak memory, longest block of the main thread. */
  readonly also?: Readonly<Record<string, number>>;
  readonly goal: string;
  readonly met: boolean;
};

/** A bench of a room; slow ones print their progress on stderr only. */
export type Bench = { readonly name: string; readonly run: () => Promise<BenchLine> };

/** The middle of some measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

/** Rounds to three significant digits, which is all that a shared machine can say. */
export function significant(value: number): number {
  return Number(value.toPrecision(3));
}
