import type { Raw } from './database.ts';

/** A number that differs from the last one asked for when another connection, of any process, has committed since. */
export function commitsElsewhere(raw: Raw): number {
  return raw.pragma('data_version', { simple: true }) as number;
}
