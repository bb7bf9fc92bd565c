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
  let before = 0;
  for (let index = 0; index < old.length; ) {
    if (kept.has(index)) {
      before = old[index] as number;
      placed.push(before);
      index += 1;
      continue;
    }
    let end = index;
    while (end < old.length && !kept.has(end)) end += 1;
    const after = end < old.length ? (old[end] as number) : before + STEP * (end - index + 1);
    const step = Math.floor((after - before) / (end - index + 1));
    if (step < 1) return old.map((_, at) => (at + 1) * STEP);
    for (; index < end; index += 1) placed.push((before += step));
  }
  return placed;
}

/** The indexes of a longest strictly rising run of known positions (patience sorting). */
function longestRising(old: readonly (number | undefined)[]): Set<number> {
  const tails: number[] = [];
  const previous = new Map<number, number>();
  for (const [index, position] of old.entries()) {
    if (position === undefined || position < 1) continue;
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
