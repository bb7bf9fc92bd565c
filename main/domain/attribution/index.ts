/** Attribution (多重绩效判定): layer 1 finds whose deal an order is, layer 2 whether its money counts, both with evidence. */
export { monthFinder, monthSpan, wallClock } from './calendar.ts';
export type { Evidence } from './evidence.ts';
export {
  type Candidate,
  judgeSpan,
  judgeTouches,
  lossOf,
  type TouchColumns,
  type Verdict,
} from './judge.ts';
export {
  conclude,
  evidenceOf,
  type Finding,
  type Judgement,
  judgeOrder,
  NO_CONTACT,
  type OrderFacts,
} from './judgement.ts';
export { Channel, EligibilityRule, Layer1, Layer2, STARTING_POLICY } from './policy.ts';
export { Bucket, EligibilityReason, LossReason, OrderReason } from './reason.ts';
export { ReportWord, reportWord, type ReportWords } from './report-words.ts';
export { type Deal, eligibilityFinder, lineOf, settle, type Settled } from './settle.ts';
export { compareTouches, type Fault, faultFinder, FAULTS, type Touch } from './touch.ts';
