/** Audit: what is recorded about a change, and how the chain of lines is verified. */
export { type AuditEntry, chainText, GENESIS } from './chain.ts';
export { type Anchor, beginWalk, type ChainLine, type Fault, type Walk } from './verify.ts';
