/** Audit: every write there ever was, and the proof that none was changed since. */
export { auditPages } from './pages.ts';
