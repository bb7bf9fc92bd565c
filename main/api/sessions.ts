import type { Handlers } from '#contract/operation';
import type { signIn } from '#contract/sign-in';
import { peopleSeenBy, SYSTEM_ACTOR } from '#domain/access';
import { listAccounts } from '#store/accounts';
import type { Ctx, Session } from './context.ts';
import { Refusal } from './refusal.ts';
import { leave, SESSION_MS, windowsOf } from './windows.ts';

type SessionOperations = 'access.listSessions' | 'access.endSession';

/** The windows that somebody may see and end: their own, and with `access.edit` those of everybody they see. */
async function windowsFor(ctx: Ctx): Promise<{ session: Session; name: string }[]> {
  const { actor, db } = ctx;
  const mayAll = actor.permissions.has('access.edit');
  const names = new Map(
    mayAll ? (await listAccounts(db, peopleSeenBy(actor))).map(({ id, name }) => [id, name]) : [],
  );
  if (actor.userId !== SYSTEM_ACTOR.userId) names.set(actor.userId, actor.name);
  return windowsOf(ctx).flatMap((session) => {
    const name = session.userId === null ? undefined : names.get(session.userId);
    return name === undefined ? [] : [{ session, name }];
  });
}

export const sessionsApi: Pick<Handlers<typeof signIn, Ctx>, SessionOperations> = {
  'access.listSessions': async (ctx) =>
    (await windowsFor(ctx))
      .map(({ session, name }) => ({
        id: session.id,
        userId: session.userId ?? '',
        name,
        shell: session.shell ?? null,
        since: session.signedInAt ?? session.lastSeenAt,
        lastSeenAt: session.lastSeenAt,
        isLocked: session.locked,
        isThis: session === ctx.session,
        endsAt: (session.signedInAt ?? session.lastSeenAt) + SESSION_MS,
      }))
      .toSorted((a, b) => b.lastSeenAt - a.lastSeenAt),
  'access.endSession': async (ctx, { id }) => {
    const found = (await windowsFor(ctx)).find(({ session }) => session.id === id);
    if (!found) throw new Refusal('api.notFound', { what: 'session', id });
    ctx.note(found.session.userId ?? '', { session: id });
    ctx.afterCommit(() => leave(found.session));
    return { done: true };
  },
};
