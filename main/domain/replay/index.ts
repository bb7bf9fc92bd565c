/** Replay (回放): what a rule set would have done with past opportunities, counted beside what another one did. */
export { countDecided, MOST_LISTED } from './count.ts';
export { type Capacity, ReplayResult, resultOf } from './result.ts';
export { type ReplayAsk, rulesNow, sidesOf } from './sides.ts';
export { addTally, emptyTally, type Tally } from './tally.ts';
