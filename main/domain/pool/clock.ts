import type { WorkingCalendar } from '#domain/calendar';
import { type Facts, holds } from '#domain/conditions';
import type { Extension, PoolPolicy } from './policy.ts';
import { endOf, HOUR_MS, type Span } from './span.ts';

/** A follow-up of the owner on this opportunity, made since it was assigned. */
export type Touch = { readonly at: number; readonly outcome: string };

/** What is known of one assignment. The clock is derived from this and the policy alone, so neither a changed nor a paused policy loses it. */
export type AssignmentFacts = {
  readonly assignedAt: number;
  /** In any order; those before the assignment do not count. */
  readonly touches: readonly Touch[];
  /** Hours given by hand, each from a leader. */
  readonly granted: readonly number[];
  readonly stage: string;
  readonly attributes: Facts;
};

/** What can run out. */
export type ClockName = 'firstResponse' | 'followUp' | 'protection';

/** One step of how a clock came to where it stands, in order. */
export type ClockReason =
  | { readonly kind: 'assigned'; readonly at: number }
  | { readonly kind: 'protected'; readonly by: Span; readonly until: number }
  | {
      readonly kind: 'extendedByOutcome';
      readonly outcome: string;
      readonly by: Span;
      readonly until: number;
    }
  | { readonly kind: 'extendedByStage'; readonly stage: string; readonly by: Span; readonly until: number }
  | { readonly kind: 'extendedByCondition'; readonly by: Span; readonly until: number }
  | { readonly kind: 'extendedByHand'; readonly hours: number; readonly until: number }
  | { readonly kind: 'capped'; readonly by: Span; readonly until: number }
  | {
      readonly kind: 'firstResponse';
      readonly by: Span;
      readonly dueAt: number;
      readonly metAt: number | null;
    }
  | { readonly kind: 'followUp'; readonly by: Span; readonly since: number; readonly dueAt: number };

export type Clock = {
  /** Null where the policy has no such clock, or it was met. */
  readonly firstResponseDueAt: number | null;
  readonly followUpDueAt: number | null;
  readonly protectedUntil: number;
  /** The earliest of the three, and which it is. */
  readonly dueAt: number;
  readonly dueFor: ClockName;
  readonly remindAt: number | null;
  readonly state: 'running' | 'reminder' | 'overdue';
  readonly why: readonly ClockReason[];
};

/** Where the clock of one assignment stands at `now`. The same facts and policy give the same clock, whenever it is asked. */
export function clockOf(
  policy: PoolPolicy,
  calendar: WorkingCalendar,
  facts: AssignmentFacts,
  now: number,
): Clock {
  const { assignedAt } = facts;
  const touches = facts.touches.filter(({ at }) => at >= assignedAt).toSorted((a, b) => a.at - b.at);
  const why: ClockReason[] = [{ kind: 'assigned', at: assignedAt }];
  const protectedUntil = protect(policy, calendar, { ...facts, touches }, { now, why });
  const first = touches[0]?.at ?? null;
  let firstResponseDueAt: number | null = null;
  if (policy.firstResponse) {
    const dueAt = endOf(policy.firstResponse, assignedAt, calendar);
    why.push({ kind: 'firstResponse', by: policy.firstResponse, dueAt, metAt: first });
    if (first === null) firstResponseDueAt = dueAt;
  }
  let followUpDueAt: number | null = null;
  if (policy.followUpEvery && (first !== null || !policy.firstResponse)) {
    const since = touches.at(-1)?.at ?? assignedAt;
    followUpDueAt = endOf(policy.followUpEvery, since, calendar);
    why.push({ kind: 'followUp', by: policy.followUpEvery, since, dueAt: followUpDueAt });
  }
  const due = earliest({
    firstResponse: firstResponseDueAt,
    followUp: followUpDueAt,
    protection: protectedUntil,
  });
  const { remindHoursBefore } = policy;
  const remindAt =
    remindHoursBefore === null ? null : Math.max(assignedAt, due.dueAt - remindHoursBefore * HOUR_MS);
  const isSoon = remindAt !== null && now >= remindAt;
  const state = now >= due.dueAt ? 'overdue' : isSoon ? 'reminder' : 'running';
  return { firstResponseDueAt, followUpDueAt, protectedUntil, ...due, remindAt, state, why };
}

function earliest(ends: Record<ClockName, number | null>): { dueAt: number; dueFor: ClockName } {
  const names: readonly ClockName[] = ['firstResponse', 'followUp', 'protection'];
  return names
    .flatMap((dueFor) => (ends[dueFor] === null ? [] : [{ dueAt: ends[dueFor], dueFor }]))
    .reduce((a, b) => (b.dueAt < a.dueAt ? b : a));
}

type Telling = { readonly now: number; readonly why: ClockReason[] };

/** The protection, then each extension behind it, and never further than the maximum. */
function protect(
  policy: PoolPolicy,
  calendar: WorkingCalendar,
  facts: AssignmentFacts,
  { now, why }: Telling,
): number {
  let until = endOf(policy.protection, facts.assignedAt, calendar);
  why.push({ kind: 'protected', by: policy.protection, until });
  const latest = endOf(policy.maxProtection, facts.assignedAt, calendar);
  for (const extension of policy.extensions)
    for (const cause of causesOf(extension, facts, now)) {
      until = endOf(extension.by, until, calendar);
      why.push({ ...cause, by: extension.by, until });
    }
  for (const hours of facts.granted) {
    until += hours * HOUR_MS;
    why.push({ kind: 'extendedByHand', hours, until });
  }
  if (until <= latest) return until;
  why.push({ kind: 'capped', by: policy.maxProtection, until: latest });
  return latest;
}

type Cause =
  | { readonly kind: 'extendedByOutcome'; readonly outcome: string }
  | { readonly kind: 'extendedByStage'; readonly stage: string }
  | { readonly kind: 'extendedByCondition' };

/** What makes an extension count, once for each of it; a follow-up counts only once it has happened. */
function causesOf(extension: Extension, facts: AssignmentFacts, now: number): Cause[] {
  switch (extension.when) {
    case 'outcome':
      return facts.touches
        .filter(({ at, outcome }) => at <= now && extension.outcomes.includes(outcome))
        .map(({ outcome }) => ({ kind: 'extendedByOutcome', outcome }));
    case 'stage':
      return extension.stages.includes(facts.stage) ? [{ kind: 'extendedByStage', stage: facts.stage }] : [];
    case 'condition':
      return holds(extension.condition, facts.attributes, now) ? [{ kind: 'extendedByCondition' }] : [];
  }
}
