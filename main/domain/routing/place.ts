/** The distance between fresh positions: room for ten halvings before everything is numbered anew. */
const STEP = 1024;

/**
 * Positions for rows in a new order that move as few of them as can be: the longest run of rows that already
 * stand in order keeps theirs, the others go between. Answers the position of each row.
 * @param old each row's position until now, undefined for a new row; in the new order.
 */
export function place(old: readonly (number | undefined)[]): number[] {
  const kept = longestRising(old);
  const placed: number[] = [];
  for (let index = 0; index < old.length; ) {
    if (kept.has(index)) {
      placed.push(old[index] as number);
      index += 1;
      continue;
    }
    let end = index;
    while (end < old.length && !kept.has(end)) end += 1;
    const gaps = end - index + 1;
    const after = end < old.length ? (old[end] as number) : undefined;
    const before = placed.at(-1) ?? (after === undefined ? 0 : after - STEP * gaps);
    const step = after === undefined ? STEP : Math.floor((after - before) / gaps);
    if (step < 1) return old.map((_, at) => (at + 1) * STEP);
    for (let next = before + step; index < end; index += 1, next += step) placed.push(next);
  }
  return placed;
}

/** The indexes of a longest strictly rising run of known positions (patience sorting): the rows that need not move. */
export function longestRising(old: readonly (number | undefined)[]): Set<number> {
  const tails: number[] = [];
  const previous = new Map<number, number>();
  for (const [index, position] of old.entries()) {
    if (position === undefined) continue;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((old[tails[middle] as number] as number) < position) low = middle + 1;
      else high = middle;
    }
    const under = tails[low - 1];
    if (under !== undefined) previous.set(index, under);
    tails[low] = index;
  }
  const kept = new Set<number>();
  for (let at = tails.at(-1); at !== undefined; at = previous.get(at)) kept.add(at);
  return kept;
}
