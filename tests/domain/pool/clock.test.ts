import { DEFAULT_CALENDAR, type WorkingCalendar } from '#domain/calendar';
import { type AssignmentFacts, clockOf, type PoolPolicy, policyFor } from '#domain/pool';
import { describe, expect, test } from 'vitest';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(`${text}+08:00`);
const policy = (more: Partial<PoolPolicy> = {}): PoolPolicy => ({
  protection: { amount: 30, unit: 'days' },
  maxProtection: { amount: 90, unit: 'days' },
  extensions: [],
  firstResponse: null,
  followUpEvery: null,
  remindHoursBefore: null,
  onBreach: 'return',
  coolDownHours: 0,
  maxOpenClaimed: null,
  maxClaimsPerDay: null,
  ...more,
});
const facts = (assignedAt: number, more: Partial<AssignmentFacts> = {}): AssignmentFacts => ({
  assignedAt,
  touches: [],
  granted: [],
  stage: 'new',
  attributes: {},
  ...more,
});
const firstResponse = (amount: number, unit: 'workingHours' | 'hours' | 'days') =>
  policy({ firstResponse: { amount, unit } });

describe('an hour is a working hour, a day is twenty-four hours on the wall, and each says which', () => {
  // A Friday at five; the office closes at six and opens on Monday at nine.
  const friday = at('2026-11-27T17:00');

  test('eight working hours from Friday at five end on Monday at four', () => {
    const clock = clockOf(firstResponse(8, 'workingHours'), DEFAULT_CALENDAR, facts(friday), friday);
    expect(clock.firstResponseDueAt).toBe(at('2026-11-30T16:00'));
  });

  test('eight hours by the wall end on Friday at one in the night, and a day on Saturday at five', () => {
    const by = (amount: number, unit: 'hours' | 'days') =>
      clockOf(firstResponse(amount, unit), DEFAULT_CALENDAR, facts(friday), friday).firstResponseDueAt;
    expect(by(8, 'hours')).toBe(at('2026-11-28T01:00'));
    expect(by(1, 'days')).toBe(at('2026-11-28T17:00'));
  });

  test('a holiday stops the clock and a working weekend (调休) does not', () => {
    const calendar: WorkingCalendar = {
      ...DEFAULT_CALENDAR,
      exceptions: { '2026-11-28': [[540, 1080]], '2026-11-30': [] },
    };
    const clock = clockOf(firstResponse(12, 'workingHours'), calendar, facts(friday), friday);
    // One hour on Friday, nine on the Saturday that is worked, none on the Monday off, two on Tuesday.
    expect(clock.firstResponseDueAt).toBe(at('2026-12-01T11:00'));
  });

  test('the night the clocks change is as long as it was: a day stays twenty-four hours', () => {
    const berlin: WorkingCalendar = { ...DEFAULT_CALENDAR, zone: 'Europe/Berlin' };
    const before = Date.parse('2026-10-24T12:00+02:00');
    const clock = clockOf(firstResponse(1, 'days'), berlin, facts(before), before);
    expect(clock.firstResponseDueAt).toBe(Date.parse('2026-10-25T11:00+01:00'));
    const night: WorkingCalendar = { ...berlin, week: berlin.week.map(() => [[0, 1440]]) };
    const midnight = Date.parse('2026-10-25T00:00+02:00');
    // The day has 25 hours, and all of them are worked.
    expect(
      clockOf(firstResponse(25, 'workingHours'), night, facts(midnight), midnight).firstResponseDueAt,
    ).toBe(Date.parse('2026-10-26T00:00+01:00'));
  });

  test('where nobody works any more a clock still has an end', () => {
    const idle: WorkingCalendar = { ...DEFAULT_CALENDAR, week: [[], [], [], [], [], [], []] };
    const clock = clockOf(firstResponse(1, 'workingHours'), idle, facts(friday), friday);
    expect(Number.isSafeInteger(clock.firstResponseDueAt)).toBe(true);
  });
});

describe('first response and follow-up', () => {
  const start = at('2026-11-23T09:00');
  const both = policy({
    firstResponse: { amount: 4, unit: 'hours' },
    followUpEvery: { amount: 3, unit: 'days' },
  });

  test('the first touch meets the first clock and starts the second', () => {
    const before = clockOf(both, DEFAULT_CALENDAR, facts(start), start);
    expect(before).toMatchObject({ dueFor: 'firstResponse', dueAt: start + 4 * HOUR, followUpDueAt: null });
    const touched = facts(start, { touches: [{ at: start + HOUR, outcome: '已接通' }] });
    const after = clockOf(both, DEFAULT_CALENDAR, touched, start + 2 * HOUR);
    expect(after).toMatchObject({
      firstResponseDueAt: null,
      dueFor: 'followUp',
      followUpDueAt: start + HOUR + 72 * HOUR,
      state: 'running',
    });
    expect(after.why).toContainEqual({
      kind: 'firstResponse',
      by: { amount: 4, unit: 'hours' },
      dueAt: start + 4 * HOUR,
      metAt: start + HOUR,
    });
  });

  test('a touch from before the assignment meets nothing: the new owner has to call', () => {
    const old = facts(start, { touches: [{ at: start - 1, outcome: '已接通' }] });
    expect(clockOf(both, DEFAULT_CALENDAR, old, start).firstResponseDueAt).toBe(start + 4 * HOUR);
  });

  test('reminder and overdue begin exactly at their moment', () => {
    const reminding = { ...both, remindHoursBefore: 1 };
    const state = (now: number) => clockOf(reminding, DEFAULT_CALENDAR, facts(start), now).state;
    expect(state(start + 3 * HOUR - 1)).toBe('running');
    expect(state(start + 3 * HOUR)).toBe('reminder');
    expect(state(start + 4 * HOUR - 1)).toBe('reminder');
    expect(state(start + 4 * HOUR)).toBe('overdue');
  });
});

describe('the protection', () => {
  const start = at('2026-11-23T09:00');
  const DAY = 24 * HOUR;
  const extending = policy({
    protection: { amount: 10, unit: 'days' },
    maxProtection: { amount: 20, unit: 'days' },
    extensions: [
      { when: 'outcome', outcomes: ['已报价'], by: { amount: 4, unit: 'days' } },
      { when: 'stage', stages: ['visited'], by: { amount: 2, unit: 'days' } },
      {
        when: 'condition',
        condition: { op: 'equals', attribute: 'intent', value: 'high' },
        by: { amount: 1, unit: 'days' },
      },
    ],
  });
  const until = (more: Partial<AssignmentFacts>) =>
    clockOf(extending, DEFAULT_CALENDAR, facts(start, more), start + DAY).protectedUntil - start;

  test('each quote, the stage, the condition and a grant by hand make it longer', () => {
    const quoted = { at: start + HOUR, outcome: '已报价' };
    expect(until({})).toBe(10 * DAY);
    expect(until({ touches: [quoted] })).toBe(14 * DAY);
    expect(until({ touches: [quoted, { ...quoted, at: start + 2 * HOUR }] })).toBe(18 * DAY);
    expect(until({ stage: 'visited', attributes: { intent: 'high' } })).toBe(13 * DAY);
    expect(until({ granted: [12, 12] })).toBe(11 * DAY);
  });

  test('but never past the maximum, which is said', () => {
    const quoted = [1, 2, 3, 4].map((n) => ({ at: start + n * HOUR, outcome: '已报价' }));
    expect(until({ touches: quoted })).toBe(20 * DAY);
    const { why } = clockOf(extending, DEFAULT_CALENDAR, facts(start, { touches: quoted }), start + DAY);
    expect(why.at(-1)).toEqual({ kind: 'capped', by: extending.maxProtection, until: start + 20 * DAY });
  });

  test('a paused or changed policy loses nothing: the same facts give the same clock again', () => {
    const given = facts(start, { touches: [{ at: start + HOUR, outcome: '已报价' }] });
    const before = clockOf(extending, DEFAULT_CALENDAR, given, start + DAY);
    const other = clockOf(policy(), DEFAULT_CALENDAR, given, start + 2 * DAY);
    expect(other.protectedUntil).toBe(start + 30 * DAY);
    expect(clockOf(extending, DEFAULT_CALENDAR, given, start + DAY)).toEqual(before);
  });
});

describe('which policy counts', () => {
  const group = { groupId: 'g', lineId: null, isOn: false };
  const line = { groupId: null, lineId: 'l', isOn: true };
  const company = { groupId: null, lineId: null, isOn: true };

  test('the group’s before the line’s before the company’s, and one that is off lets no wider one in', () => {
    const all = [company, line, group];
    expect(policyFor(all, { groupId: 'g', lineId: 'l' })).toBe(group);
    expect(policyFor(all, { groupId: 'x', lineId: 'l' })).toBe(line);
    expect(policyFor(all, { groupId: null, lineId: 'y' })).toBe(company);
    expect(policyFor([line], { groupId: null, lineId: 'y' })).toBeUndefined();
  });
});
