import type { Environment } from '#api/context';
import { type Clock, clockOf, policyFor } from '#domain/pool';
import { readCalendars } from '#store/calendars';
import { type ClockSubject, subjectReader } from '#store/pool-clocks';
import { readPolicies, type StoredPolicy } from '#store/pool-policies';
import {
  countDue,
  findLastAssignment,
  findSweep,
  hasWork,
  saveSweep,
  sweepStatements,
} from '#store/pool-sweep';
import type { Raw } from '#store/database';
import type { Store } from '#store/open';
import { queueByTheClock } from './by-the-clock.ts';
import type { Job, JobContext } from './job.ts';

const FIRST_LOOK = 5 * 60_000;
/** How long one chunk may hold the write lock, in ms; its size follows. */
const CHUNK_MS = 20;

export type SweepCounts = {
  /** Assignments whose clock was set. */
  readonly started: number;
  /** Clocks that were looked at because their time had come. */
  readonly looked: number;
  readonly reminded: number;
  readonly returned: number;
  readonly reassigned: number;
};

type Token = SweepCounts & {
  /** The moment the sweep looks from, also after a crash. */
  readonly now: number;
  readonly stamp: string;
  readonly after: number;
  readonly last: number;
  readonly total: number;
};

/**
 * Sets the clock of every assignment that came since the last sweep (of all of them, where a policy or a calendar
 * changed), then looks at each clock whose time has come: reminds, lays into the pool, or gives back to routing, each
 * with a fact of why. After a crash it goes on behind the last chunk; a second sweep right after finds nothing to do.
 */
export const sweepPool: Job = (ctx): SweepCounts => {
  let token = (ctx.job.token as Token | null) ?? begin(ctx);
  const settings = readSettings(ctx.store.raw);
  const sweep = sweeper(ctx, settings);
  for (const work of [sweep.start, sweep.look])
    for (let size = 200, before: Token | null = null; before !== token; ) {
      const began = performance.now();
      before = token;
      token = ctx.chunk(() => {
        const value = work(token, size);
        const done = value.started + value.looked;
        return { value, progress: { phase: 'sweeping', done, total: value.total, token: value } };
      });
      const factor = CHUNK_MS / (performance.now() - began);
      size = Math.round(Math.min(2000, Math.max(50, size * Math.min(2, factor))));
    }
  const { started, looked, reminded, returned, reassigned } = token;
  const counts = { started, looked, reminded, returned, reassigned };
  ctx.note(ctx.job.id, counts);
  return counts;
};

type Settings = {
  readonly policies: readonly StoredPolicy[];
  readonly calendars: ReturnType<typeof readCalendars>;
};

function readSettings(raw: Raw): Settings {
  return { policies: readPolicies(raw), calendars: readCalendars(raw) };
}

/** What clocks are read with, as one text: another one, and every clock is set anew. */
function stampOf(raw: Raw, env: Pick<Environment, 'sha256'>): string {
  const { policies, calendars } = readSettings(raw);
  return env.sha256(JSON.stringify([policies, calendars.all]));
}

function begin(ctx: JobContext): Token {
  const { raw } = ctx.store;
  const stamp = stampOf(raw, ctx.env);
  const before = findSweep(raw);
  const after = before?.stamp === stamp ? before.lastAssignmentId : 0;
  const last = findLastAssignment(raw);
  const now = ctx.env.now();
  const total = last - after + countDue(raw, now);
  const none = { started: 0, looked: 0, reminded: 0, returned: 0, reassigned: 0 };
  return { ...none, now, stamp, after, last, total };
}

/** The two halves of a sweep; each answers the same token when nothing is left. */
function sweeper(ctx: JobContext, settings: Settings) {
  const { raw } = ctx.store;
  const statements = sweepStatements(raw);
  const read = subjectReader(raw);
  const standing = (subject: ClockSubject, now: number) => standingOf(subject, settings, now);
  const start = (token: Token, size: number): Token => {
    const { last, stamp, now } = token;
    const rows = statements.nextAssigned(token.after, last, size);
    for (const subject of read([...new Set(rows.map(({ opportunityId }) => opportunityId))]))
      setClock(subject, standing(subject, now)?.clock);
    const reached = rows.at(-1)?.id ?? last;
    saveSweep(raw, { lastAssignmentId: reached, stamp, sweptAt: now });
    return rows.length === 0 ? token : { ...token, after: reached, started: token.started + rows.length };
  };
  const setClock = ({ id }: ClockSubject, clock: Clock | undefined) =>
    clock ? statements.setClock(id, clock.remindAt ?? clock.dueAt) : statements.dropClock(id);
  const look = (token: Token, size: number): Token => {
    const ids = statements.nextDue(token.now, size);
    if (ids.length === 0) return token;
    const counts = { reminded: 0, returned: 0, reassigned: 0 };
    const found = new Map(read(ids).map((subject) => [subject.id, subject]));
    for (const id of ids) {
      const subject = found.get(id);
      const running = subject && standing(subject, token.now);
      if (!subject || !running) statements.dropClock(id);
      else {
        const done = settle({ ctx, statements, now: token.now }, subject, running);
        if (done !== 'nothing') counts[done] += 1;
      }
    }
    return {
      ...token,
      looked: token.looked + ids.length,
      reminded: token.reminded + counts.reminded,
      returned: token.returned + counts.returned,
      reassigned: token.reassigned + counts.reassigned,
    };
  };
  return { start, look };
}

type Standing = { readonly stored: StoredPolicy; readonly clock: Clock };

function standingOf(subject: ClockSubject, settings: Settings, now: number): Standing | undefined {
  const stored = policyFor(settings.policies, subject);
  if (!stored?.isOn || subject.status !== 'open' || subject.ownerId === null) return undefined;
  return { stored, clock: clockOf(stored.policy, settings.calendars.of(subject.groupId), subject, now) };
}

type Settling = {
  readonly ctx: JobContext;
  readonly statements: ReturnType<typeof sweepStatements>;
  readonly now: number;
};

/** Does what one clock calls for, and leaves behind when it must be looked at next. */
function settle(
  { ctx, statements, now }: Settling,
  subject: ClockSubject,
  { stored, clock }: Standing,
): 'reminded' | 'returned' | 'reassigned' | 'nothing' {
  const { id, assignmentId, ownerId: userId, groupId } = subject;
  const { dueAt, dueFor: reason } = clock;
  const event = { opportunityId: id, assignmentId, userId, actorId: ctx.job.actorId, at: now, dueAt, reason };
  switch (clock.state) {
    case 'running':
      statements.setClock(id, clock.remindAt ?? dueAt);
      return 'nothing';
    case 'reminder':
      statements.setClock(id, dueAt);
      return statements.addEvent({ ...event, kind: 'reminded' }) ? 'reminded' : 'nothing';
    case 'overdue': {
      const isReturned = stored.policy.onBreach === 'return';
      statements.take(id, isReturned ? 'none' : 'waiting');
      if (isReturned) statements.addItem({ id, groupId, since: now, reason });
      const kind = isReturned ? 'returned' : 'reassigned';
      statements.addEvent({ ...event, kind });
      statements.dropClock(id);
      return kind;
    }
  }
}

/** Queues a sweep every hour in which there is something to do, until the answered function is called. */
export function keepSweeps(store: Store, env: Environment): () => void {
  const isDue = () => {
    const before = findSweep(store.raw);
    const isChanged = before?.stamp !== stampOf(store.raw, env);
    const isOn = readPolicies(store.raw).some((policy) => policy.isOn);
    return isOn && (isChanged || hasWork(store.raw, before?.lastAssignmentId ?? 0, env.now()));
  };
  return queueByTheClock(store, env, { kind: 'pool.sweep', firstLook: FIRST_LOOK, isDue });
}
