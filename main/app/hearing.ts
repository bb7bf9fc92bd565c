import { IDLE_LOCK_MS } from '#api/actor';
import type { Session } from '#api/context';

/** Who hears events: only somebody who is signed in and not locked, exactly as with a call. */
export function mayHear(session: Session, now: number): boolean {
  return session.userId !== null && !session.locked && now - session.lastSeenAt <= IDLE_LOCK_MS;
}
