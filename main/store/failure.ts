/** What a failing statement means for the person at the console. */
export type Failure = 'busy' | 'full' | 'damaged' | 'readOnly' | 'other';

/** Sorts an error of the store by its SQLite code. */
export function classify(error: unknown): Failure {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return 'full';
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) return 'damaged';
  if (code.startsWith('SQLITE_READONLY')) return 'readOnly';
  return 'other';
}
