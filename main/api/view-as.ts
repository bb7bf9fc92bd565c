import type { Handlers } from '#contract/operation';
import type { viewAs } from '#contract/view-as';
import { type Actor, covers, maySee, peopleSeenBy, SYSTEM_ACTOR } from '#domain/access';
import { inCommand } from '#store/command';
import type { Db } from '#store/database';
import type { Store } from '#store/open';
import { findActor, isIdle } from './actor.ts';
import type { Ctx, Environment, Session, View } from './context.ts';
import { Refusal } from './refusal.ts';
import { isOver } from './windows.ts';

/** So long a window shows what somebody else sees, at most. */
export const VIEW_MS = 30 * 60_000;

export const END_VIEW = 'access.endViewAs';

/** Reads that take something along or show how somebody signs in: not while viewing. */
const NOT_VIEWED: ReadonlySet<string> = new Set([
  'transfer.getFile',
  'transfer.readChunk',
  'access.exportRoster',
  'access.listSessions',
  'access.getRecovery',
]);

/** Whether an operation is refused in a window that shows what somebody else sees. */
export function isKeptFromViewers(name: string, kind: 'read' | 'write'): boolean {
  return (kind === 'write' && name !== END_VIEW) || NOT_VIEWED.has(name);
}

/** Whom a window shows the console of, where it is not the one who is signed in. */
export function viewOf(session: Session): View | undefined {
  return session.viewing && !session.viewing.isOver ? session.viewing : undefined;
}

const ownOf = (db: Db, userId: string, now: number) =>
  userId === SYSTEM_ACTOR.userId ? SYSTEM_ACTOR : findActor(db, userId, now);

const mayView = (viewer: Actor, other: Actor) =>
  viewer.permissions.has('access.edit') && covers(viewer, other);

type Ending = 'time' | 'window' | 'lost';

/** Who is viewed, or why they are no longer: looked at anew for every call. */
async function judge(db: Db, session: Session, view: View, now: number): Promise<Actor | Ending> {
  const isTheirs = session.userId === view.by && !session.locked;
  if (!isTheirs || isOver(session, now) || isIdle(session, now)) return 'window';
  if (now >= view.until) return 'time';
  const viewer = await ownOf(db, view.by, now);
  const other = await findActor(db, view.userId, now);
  return viewer && other && mayView(viewer, other) ? other : 'lost';
}

type Asked = { readonly leaves: boolean; readonly isOpen: boolean; readonly now: number };

/**
 * Who is viewed in a window, undefined where nobody is. A view that is over is ended here, with its line; the call that
 * found it so was meant for the other one and is refused.
 */
export async function settleView(
  store: Store,
  env: Environment,
  session: Session,
  { leaves, isOpen, now }: Asked,
): Promise<Actor | undefined> {
  const view = viewOf(session);
  if (!view) return undefined;
  const found = leaves ? 'window' : await judge(store.db, session, view, now);
  if (typeof found === 'object') return found;
  await end(store, env, view, { why: found, now });
  if (found !== 'window' && !isOpen) throw new Refusal('access.viewEnded', {});
  return undefined;
}

/** Ended first and told then: a line that cannot be written lets nobody look on. */
async function end(
  store: Store,
  env: Environment,
  view: View,
  { why, now }: { why: Ending; now: number },
): Promise<void> {
  if (view.isOver) return;
  view.isOver = true;
  const endTurn = await env.takeTurn();
  const noted = { subject: view.userId, detail: { why } };
  const command = { operation: END_VIEW, actorId: view.by, at: now, sha256: env.sha256, noted };
  try {
    const { end } = await inCommand(store, command, () => {});
    env.anchor.write(end);
    env.emit({ type: 'changed', operation: END_VIEW });
  } catch (error) {
    env.report(env.newId(), END_VIEW, error);
  } finally {
    endTurn();
  }
}

export const viewAsApi: Handlers<typeof viewAs, Ctx> = {
  'access.viewAs': async (ctx, { personId, reason }) => {
    const { actor, db, now, session } = ctx;
    if (personId === actor.userId) throw new Refusal('access.notYourself', {});
    const other = maySee(peopleSeenBy(actor), personId) ? await findActor(db, personId, now) : undefined;
    if (!other) throw new Refusal('api.notFound', { what: 'person', id: personId });
    if (!mayView(actor, other)) throw new Refusal('access.aboveYou', { name: other.name });
    const until = now + VIEW_MS;
    ctx.note(personId, { reason, until });
    ctx.afterCommit(() => {
      session.viewing = { by: actor.userId, userId: personId, name: other.name, until, isOver: false };
    });
    return { until };
  },
  [END_VIEW]: (ctx) => {
    const view = viewOf(ctx.session);
    if (!view) throw new Refusal('access.notViewing', {});
    ctx.note(view.userId, { why: 'asked' });
    ctx.afterCommit(() => {
      view.isOver = true;
    });
    return { done: true };
  },
};
