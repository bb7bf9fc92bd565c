/** The wrong passwords given for one login so far. */
export type Tries = {
  readonly failedCount: number;
  readonly lockedUntil: number | null;
  readonly lastAt: number | null;
};

/** So many wrong passwords lock a login … */
export const MAX_TRIES = 5;
/** … for so long; and so long after the last one they are forgotten. */
export const LOCK_MS = 15 * 60_000;

/** Until when a login takes no password, right or wrong; null when it does. */
export function lockedUntil(tries: Tries, at: number): number | null {
  return tries.lockedUntil !== null && at < tries.lockedUntil ? tries.lockedUntil : null;
}

/** One wrong password more. A lock that is over, or a pause of its length, begins a new count. */
export function addWrongTry(tries: Tries, at: number): Tries {
  const isOver = tries.lockedUntil !== null || (tries.lastAt !== null && at - tries.lastAt > LOCK_MS);
  const failedCount = (isOver ? 0 : tries.failedCount) + 1;
  return { failedCount, lockedUntil: failedCount >= MAX_TRIES ? at + LOCK_MS : null, lastAt: at };
}
