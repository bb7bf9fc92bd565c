/** Audit: every write there ever was, and the proof that none was changed since. */
export { LifeLink } from './life-page.tsx';
export { operationWords } from './operation-words.ts';
export { auditPages } from './pages.ts';
