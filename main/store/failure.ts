/** What a failing statement means for the person at the console. */
export type Failure = 'busy' | 'full' | 'damaged' | 'readOnly' | 'unreachable' | 'other';

const MEANS: readonly (readonly [prefix: string, failure: Failure])[] = [
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'full'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_READONLY', 'readOnly'],
  ['EROFS', 'readOnly'],
  ['SQLITE_CANTOPEN', 'unreachable'],
  ['SQLITE_IOERR', 'unreachable'],
  ['EACCES', 'unreachable'],
  ['EPERM', 'unreachable'],
  ['ENOTDIR', 'unreachable'],
  ['EEXIST', 'unreachable'],
];

/** Sorts an error of the store or its files by its SQLite or system code. */
export function classify(error: unknown): Failure {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return MEANS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'other';
}
