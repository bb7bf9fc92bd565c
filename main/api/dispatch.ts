import { contract, type OperationName } from '#contract/contract';
import type { Operation } from '#contract/operation';
import type { Reply, ReplyError } from '#contract/reply';
import { type Actor, ALL_HIDDEN, SYSTEM_ACTOR } from '#domain/access';
import { loadPolicy } from '#store/access-policy';
import { inCommand } from '#store/command';
import type { Store } from '#store/open';
import { mustChangePassword } from '#store/passwords';
import { findActor, isIdle } from './actor.ts';
import { maskAnswer, refuseClosedUse } from './columns.ts';
import type { Ctx, Environment, Preparation, Session } from './context.ts';
import { refuseDutyBreak } from './duties.ts';
import { handlers, preparations } from './handlers.ts';
import { findFault, MAX_SIZE } from './payload.ts';
import { Refusal, refusalByStore } from './refusal.ts';
import { makeUseNotes } from './rights-use.ts';
import { END_VIEW, isKeptFromViewers, settleView } from './view-as.ts';
import { isOver, leave } from './windows.ts';

export type Dispatch = (session: Session, name: string, input: unknown) => Promise<Reply>;

/** The actor of a call that needs nobody signed in. */
const NOBODY: Actor = {
  userId: 'nobody',
  name: '',
  permissions: new Set(),
  scopes: {
    contacts: { kind: 'owners', userIds: [] },
    routing: { kind: 'owners', userIds: [] },
    orders: { kind: 'owners', userIds: [] },
    attribution: { kind: 'owners', userIds: [] },
  },
  columns: ALL_HIDDEN,
};

/**
 * The one door. Known name → actor → permission → zod → handler; a write runs in one transaction
 * with its audit line and its outbox rows. Answers a Reply and never throws.
 */
export function makeDispatch(store: Store, env: Environment): Dispatch {
  const signedIn = new Set<Session>();
  const noteLook = makeUseNotes(store);
  return async (session, name, input) => {
    try {
      const operation = operationOf(name);
      const now = env.now();
      const viewed = await settleView(store, env, session, {
        isOpen: operation.needs === 'nobody',
        leaves: operation.needs === 'nobody' && operation.kind === 'write',
        now,
      });
      const actor = await admit(store, session, { name, operation, viewed }, now);
      const parsed = parse(operation, input);
      refuseClosedUse(name, parsed, actor.columns);
      if (operation.kind === 'read' && !viewed) await noteLook(actor.userId, operation.needs, now);
      const value = await run(store, env, { session, signedIn, actor, now, name, operation, parsed });
      return { ok: true, value: maskAnswer(operation, value, actor.columns) };
    } catch (error) {
      return { ok: false, error: refusalOf(error, name, env) };
    }
  };
}

function operationOf(name: unknown): Operation {
  if (typeof name === 'string' && Object.hasOwn(contract, name)) return contract[name as OperationName];
  throw new Refusal('api.unknownOperation', { name: typeof name === 'string' ? name.slice(0, 80) : '' });
}

/** What a first password, and one that grew too old, opens: its own change. */
const OPEN_TO_ALL_PASSWORDS = 'access.changePassword';

type Asked = {
  readonly name: string;
  readonly operation: Operation;
  /** Whose console the window shows, where it is somebody else's. */
  readonly viewed: Actor | undefined;
};

async function admit(store: Store, session: Session, asked: Asked, now: number): Promise<Actor> {
  const { name, operation, viewed } = asked;
  if (isOver(session, now)) leave(session);
  if (operation.needs === 'nobody') return NOBODY;
  const own = await admitOwn(store, session, asked, now);
  if (viewed && isKeptFromViewers(name, operation.kind))
    throw new Refusal('access.viewingOnly', { name: viewed.name });
  const actor = viewed && name !== END_VIEW ? viewed : own;
  if (operation.needs !== 'signedIn' && !actor.permissions.has(operation.needs))
    throw new Refusal('api.notPermitted', { needs: operation.needs });
  return actor;
}

/** The one who is signed in, where the window may be used at all. */
async function admitOwn(
  store: Store,
  session: Session,
  { name, operation }: Asked,
  now: number,
): Promise<Actor> {
  if (session.userId === null) throw new Refusal('api.notSignedIn', {});
  if (session.userId === SYSTEM_ACTOR.userId) return SYSTEM_ACTOR;
  if (isIdle(session, now)) session.locked = true;
  if (session.locked) throw new Refusal('api.locked', {});
  const actor = await findActor(store.db, session.userId, now);
  if (!actor) throw new Refusal('api.notSignedIn', {});
  if (name !== OPEN_TO_ALL_PASSWORDS && (await mustChangePassword(store.db, session.userId, now)))
    throw new Refusal('api.passwordToChange', {});
  // Pages look again by themselves whenever something changed: only a write is somebody's doing.
  if (operation.kind === 'write') session.lastSeenAt = now;
  return actor;
}

function parse(operation: Operation, input: unknown): unknown {
  const fault = findFault(input);
  if (fault === 'tooLarge') throw new Refusal('api.tooLarge', { limitBytes: MAX_SIZE });
  if (fault) throw new Refusal('api.badInput', { issues: [{ path: '', code: fault }] });
  const result = operation.input.safeParse(input ?? {});
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.join('.').slice(0, 200),
    code: issue.code === 'custom' ? String(issue.params?.['code'] ?? 'custom') : issue.code,
  }));
  throw new Refusal('api.badInput', { issues });
}

type Call = {
  session: Session;
  signedIn: Set<Session>;
  actor: Actor;
  now: number;
  name: string;
  operation: Operation;
  parsed: unknown;
};
type AnyHandler = (ctx: Ctx, input: unknown) => unknown;
type AnyPreparation = (ctx: Parameters<Preparation>[0], input: unknown) => Promise<unknown>;

async function run(store: Store, env: Environment, call: Call): Promise<unknown> {
  const { session, signedIn, actor, now, name, parsed } = call;
  const handler = handlers[name as OperationName] as AnyHandler;
  const outside = { actor, session, signedIn, env, now, db: store.db };
  if (call.operation.kind === 'read')
    return handler({ ...outside, prepared: undefined, note: () => {}, afterCommit: () => {} }, parsed);
  const prepare = preparations[name as OperationName] as AnyPreparation | undefined;
  const prepared = await prepare?.(outside, parsed);
  const noted = { subject: '', detail: null as unknown };
  const note = (subject: string, detail?: unknown) => {
    noted.subject = subject;
    noted.detail = detail ?? null;
  };
  const committed: (() => void)[] = [];
  const afterCommit = (work: () => void) => void committed.push(work);
  const { duties } = await loadPolicy(store.db);
  const endTurn = await env.takeTurn();
  const { value, end } = await inCommand(
    store,
    { operation: name, actorId: actor.userId, at: now, sha256: env.sha256, noted },
    async (db) => {
      const answer = await handler({ ...outside, db, prepared, note, afterCommit }, parsed);
      await refuseDutyBreak({ db, actor }, duties, { operation: name, subject: noted.subject });
      return answer;
    },
  ).finally(endTurn);
  for (const work of committed) work();
  announce(env, name, end);
  return value;
}

/** Tells the world of a write. It is committed: whatever fails from here on must not make it look refused. */
function announce(env: Environment, name: string, end: { seq: number; hash: string }): void {
  for (const tell of [
    () => env.anchor.write(end),
    () => env.emit({ type: 'changed', operation: name }),
    () => env.wakeJobs(),
  ])
    try {
      tell();
    } catch (error) {
      env.report(env.newId(), name, error);
    }
}

function refusalOf(error: unknown, name: string, env: Environment): ReplyError {
  const refusal = error instanceof Refusal ? error : refusalByStore(error, env);
  if (refusal) return { code: refusal.code, params: refusal.params };
  const traceId = env.newId();
  env.report(traceId, name.slice(0, 80), error);
  return { code: 'api.unexpected', params: { traceId } };
}
