/** Replay (回放): what a rule set would have done with past opportunities, counted beside what another one did. */
export { countDecided, dayAt, MOST_LISTED, type ReplayAsk, rulesNow, sidesOf } from './count.ts';
export { ReplayResult, resultOf } from './result.ts';
export { addTally, emptyTally, type Tally } from './tally.ts';
