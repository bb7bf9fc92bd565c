/** Audit: what is recorded about a change, and how the chain of lines is verified. */
export { type AuditEntry, chainText, GENESIS } from './chain.ts';
export { kindInKey, roomOf, seesRoom, touchKey, TOUCHED_KINDS, type TouchedKind } from './touch.ts';
export { type Use, rightsInUse } from './use.ts';
export { type Anchor, beginWalk, type ChainLine, type Fault, type Walk } from './verify.ts';
