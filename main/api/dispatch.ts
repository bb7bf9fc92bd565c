import { contract, type OperationName } from '#contract/contract';
import type { Operation } from '#contract/operation';
import type { Reply, ReplyError } from '#contract/reply';
import { type Actor, SYSTEM_ACTOR } from '#domain/access';
import { inCommand } from '#store/command';
import { classify } from '#store/failure';
import type { Store } from '#store/open';
import { findActor, IDLE_LOCK_MS } from './actor.ts';
import type { Ctx, Environment, Session } from './context.ts';
import { handlers } from './handlers.ts';
import { isTooDeep } from './payload.ts';
import { Refusal } from './refusal.ts';

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
};

/**
 * The one door. Known name → actor → permission → zod → handler; a write runs in one transaction
 * with its audit line and its outbox rows. Answers a Reply and never throws.
 */
export function makeDispatch(store: Store, env: Environment): Dispatch {
  return async (session, name, input) => {
    try {
      const operation = operationOf(name);
      const now = env.now();
      const actor = await admit(store, session, operation, now);
      const parsed = parse(operation, input);
      const value = await run(store, env, { session, actor, now, name, operation, parsed });
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: refusalOf(error, name, env) };
    }
  };
}

function operationOf(name: string): Operation {
  if (!Object.hasOwn(contract, name)) throw new Refusal('api.unknownOperation', { name: name.slice(0, 80) });
  return contract[name as OperationName];
}

async function admit(store: Store, session: Session, operation: Operation, now: number): Promise<Actor> {
  if (operation.needs === 'nobody') return NOBODY;
  if (session.userId === null) throw new Refusal('api.notSignedIn', {});
  if (session.userId === SYSTEM_ACTOR.userId) return SYSTEM_ACTOR;
  if (now - session.lastSeenAt > IDLE_LOCK_MS) session.locked = true;
  if (session.locked) throw new Refusal('api.locked', {});
  const actor = await findActor(store.db, session.userId);
  if (!actor) throw new Refusal('api.notSignedIn', {});
  session.lastSeenAt = now;
  if (operation.needs !== 'signedIn' && !actor.permissions.has(operation.needs))
    throw new Refusal('api.notPermitted', { needs: operation.needs });
  return actor;
}

function parse(operation: Operation, input: unknown): unknown {
  if (isTooDeep(input)) throw new Refusal('api.badInput', { issues: [{ path: '', code: 'too_deep' }] });
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
  actor: Actor;
  now: number;
  name: string;
  operation: Operation;
  parsed: unknown;
};
type AnyHandler = (ctx: Ctx, input: unknown) => unknown;

async function run(store: Store, env: Environment, call: Call): Promise<unknown> {
  const handler = handlers[call.name as OperationName] as AnyHandler;
  const { session, actor, now } = call;
  const base = { actor, session, env, now };
  if (call.operation.kind === 'read') return handler({ ...base, db: store.db, note: () => {} }, call.parsed);
  const noted = { subject: '', detail: null as unknown };
  const release = await env.takeTurn();
  const { value, end } = await inCommand(
    store,
    { operation: call.name, actorId: actor.userId, at: now, sha256: env.sha256, noted },
    (db) =>
      handler(
        {
          ...base,
          db,
          note: (subject, detail) => {
            noted.subject = subject;
            noted.detail = detail ?? null;
          },
        },
        call.parsed,
      ),
  ).finally(release);
  env.anchor.write(end);
  env.emit({ type: 'changed', operation: call.name });
  env.wakeJobs();
  return value;
}

function refusalOf(error: unknown, name: string, env: Environment): ReplyError {
  if (error instanceof Refusal) return { code: error.code, params: error.params } as never;
  const failure = classify(error);
  if (failure === 'busy') return { code: 'api.storeBusy', params: {} };
  if (failure === 'full' || failure === 'damaged') env.storeFailed(failure);
  if (failure === 'full') return { code: 'api.storeFull', params: {} };
  const traceId = env.newId();
  env.report(traceId, name.slice(0, 80), error);
  return { code: 'api.unexpected', params: { traceId } };
}
