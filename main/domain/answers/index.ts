/** Answers: who sees a record and why, how two people, roles or days differ, where duties are broken, and the way back to a day. */
export { changesBack, type WayBack } from './back.ts';
export {
  compare,
  type Comparison,
  matchPerson,
  matchRole,
  type RowSplit,
  type Side,
  splitRows,
  type Split,
} from './compare.ts';
export { type ConflictPaths, findConflictPaths } from './conflicts.ts';
export { explainRecord, type RecordAbout, type RecordExplanation, whoSees } from './record.ts';
