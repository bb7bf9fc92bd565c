import type { Ctx, Session } from './context.ts';

/** So long after the password was last given a window is nobody's again. */
export const SESSION_MS = 12 * 3_600_000;

/** Whether the time of a sign-in is up; the command line, which gave no password, has none. */
export function isOver(session: Session, now: number): boolean {
  return session.signedInAt !== undefined && now - session.signedInAt >= SESSION_MS;
}

/** The window is nobody's, from its next call on. */
export function leave(session: Session): void {
  session.userId = null;
  session.locked = false;
  delete session.signedInAt;
}

/** The windows in which somebody is signed in; those that were left are forgotten. */
export function windowsOf({ signedIn, now }: Pick<Ctx, 'signedIn' | 'now'>): Session[] {
  for (const session of signedIn) {
    if (isOver(session, now)) leave(session);
    if (session.userId === null) signedIn.delete(session);
  }
  return [...signedIn];
}

/** Ends somebody's windows, all but one, once the write is committed. */
export function endWindows(ctx: Ctx, userId: string, but?: Session): void {
  ctx.afterCommit(() => {
    for (const session of windowsOf(ctx)) if (session.userId === userId && session !== but) leave(session);
  });
}

/** The window is this person's, or nobody's, once the write is committed. */
export function handOver({ session, signedIn, now, afterCommit }: Ctx, userId: string | null): void {
  afterCommit(() => {
    if (userId === null) return leave(session);
    session.userId = userId;
    session.lastSeenAt = now;
    session.signedInAt = now;
    session.locked = false;
    signedIn.add(session);
  });
}
