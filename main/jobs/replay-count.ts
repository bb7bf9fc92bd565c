import { countDecided, emptyTally, type ReplayAsk, sidesOf, type Tally } from '#domain/replay';
import { testedBy } from '#domain/routing';
import { compileIndex, matchColumns } from '#domain/rules';
import type { Block } from '#store/routing-replay';
import type { columnsKeeper } from './replay-columns.ts';

/** Counts stretches of opportunities by two sets of rules; `take` answers what was counted since it was last called. */
export function stretchCounter(keeper: ReturnType<typeof columnsKeeper>, ask: ReplayAsk) {
  const sides = sidesOf(ask);
  const [before, after] = [compileIndex(ask.before), compileIndex(ask.after)];
  keeper.readWith(testedBy([...ask.before, ...ask.after]));
  let tally = emptyTally(sides);
  return {
    count: (block: Block) => {
      const { facts, ids, createdAt, isOpen, lines, line } = keeper.columns(block);
      const taken = lines.map((id) => (ask.lines.includes(id) ? 1 : 0));
      if (!taken.includes(1)) return;
      const decided = {
        ids,
        createdAt,
        isOpen,
        isTaken: Uint8Array.from(line, (place) => taken[place] ?? 0),
        before: new Int32Array(ids.length),
        after: new Int32Array(ids.length),
      };
      matchColumns(before, facts, createdAt, decided.before);
      matchColumns(after, facts, createdAt, decided.after);
      countDecided(tally, sides, decided);
    },
    take: (): Tally => {
      const counted = tally;
      tally = emptyTally(sides);
      return counted;
    },
  };
}
