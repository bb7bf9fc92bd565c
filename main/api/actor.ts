import { type Actor, SYSTEM_ACTOR } from '#domain/access';
import { getAccess } from '#store/access';
import type { Db } from '#store/database';
import type { Session } from './context.ts';

/** A window that nobody used for this long asks for the password again. */
export const IDLE_LOCK_MS = 30 * 60_000;

/** Whether a window was left alone so long that it locks; the command line, which needs no password, never is. */
export function isIdle(session: Session, now: number): boolean {
  return session.userId !== SYSTEM_ACTOR.userId && now - session.lastSeenAt > IDLE_LOCK_MS;
}

/** Resolves a user to what they may do and see at a moment; undefined when the user is gone or has left. */
export async function findActor(db: Db, userId: string, at: number): Promise<Actor | undefined> {
  return getAccess(db, userId, at);
}
