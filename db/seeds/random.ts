/** A seeded source of chance: the same seed gives the same demo company. */
export type Chance = {
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly next: () => number;
  readonly whole: (from: number, to: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** Picks by weight; weights need not sum to anything. */
  readonly weighted: <T>(list: readonly (readonly [T, number])[]) => T;
  readonly holds: (share: number) => boolean;
};

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for a demo. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)] as T;
  const weighted = <T>(list: readonly (readonly [T, number])[]): T => {
    let rest = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
    const found = list.find(([, weight]) => {
      rest -= weight;
      return rest < 0;
    });
    return (found ?? list[list.length - 1] ?? list[0])?.[0] as T;
  };
  return { next, whole, pick, weighted, holds: (share) => next() < share };
}
