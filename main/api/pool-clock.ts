import { type AssignmentFacts, type Clock, clockOf, policyFor } from '#domain/pool';
import type { Db } from '#store/database';
import { type ClockSubject, listClockSubjects } from '#store/pool-clocks';
import { listPolicies, type StoredPolicy } from '#store/pool-policies';
import { calendarFinder } from '#store/calendars';
import type { WorkingCalendar } from '#domain/calendar';

/** The policies and calendars that clocks are read with, loaded once for a call. */
export type PoolSettings = {
  readonly policies: readonly StoredPolicy[];
  readonly calendarOf: (groupId: string | null) => WorkingCalendar;
};

export async function loadSettings(db: Db): Promise<PoolSettings> {
  return { policies: await listPolicies(db), calendarOf: await calendarFinder(db) };
}

export type Running = {
  readonly subject: ClockSubject;
  readonly stored: StoredPolicy;
  readonly clock: Clock;
};

/** The clock of what is open, owned, and under a policy that is on; undefined for all else. */
export function runningClock(
  settings: PoolSettings,
  subject: ClockSubject,
  now: number,
): Running | undefined {
  const stored = policyFor(settings.policies, subject);
  if (!stored?.isOn || subject.status !== 'open' || subject.ownerId === null) return undefined;
  const facts: AssignmentFacts = subject;
  return { subject, stored, clock: clockOf(stored.policy, settings.calendarOf(subject.groupId), facts, now) };
}

/** The clocks that run among some opportunities. */
export async function listRunning(
  db: Db,
  ids: readonly number[],
  now: number,
): Promise<Map<number, Running>> {
  const settings = await loadSettings(db);
  const subjects = await listClockSubjects(db, ids);
  return new Map(
    subjects.flatMap((subject) => {
      const running = runningClock(settings, subject, now);
      return running ? [[subject.id, running] as const] : [];
    }),
  );
}
