import { DEFAULT_CALENDAR, type WorkingCalendar } from '#domain/calendar';
import { saveAbsence } from '#store/absences';
import { saveCalendar } from '#store/calendars';
import type { Db } from '#store/database';
import { DAY } from './demo-facts.ts';

const OFFICE: [number, number][] = [[9 * 60, 18 * 60]];

/** Days off from one day to another of 2026, both included. */
function daysOff(first: string, last: string): Record<string, []> {
  const days: Record<string, []> = {};
  for (let at = Date.parse(`2026-${first}`); at <= Date.parse(`2026-${last}`); at += DAY)
    days[new Date(at).toISOString().slice(0, 10)] = [];
  return days;
}

/** The holidays of 2026 as the State Council set them, with the weekends that are worked instead (调休). */
const HOLIDAYS_2026: WorkingCalendar['exceptions'] = {
  ...daysOff('01-01', '01-03'),
  '2026-01-04': OFFICE,
  '2026-02-14': OFFICE,
  ...daysOff('02-15', '02-23'),
  '2026-02-28': OFFICE,
  ...daysOff('04-04', '04-06'),
  ...daysOff('05-01', '05-05'),
  '2026-05-09': OFFICE,
  ...daysOff('06-19', '06-21'),
  '2026-09-20': OFFICE,
  ...daysOff('09-25', '09-27'),
  ...daysOff('10-01', '10-07'),
  '2026-10-10': OFFICE,
};

const OFFICE_CALENDAR = 'calendar-office';
const MARKET: [number, number][] = [
  [6 * 60, 11 * 60],
  [15 * 60, 20 * 60],
];

/** Calendars, a few who are away these days, and groups that hand out in different ways. */
export async function seedGroupRules(db: Db, now: number): Promise<void> {
  await saveCalendar(db, {
    id: OFFICE_CALENDAR,
    label: { zh: '办公室（含 2026 年节假日）', en: 'Office, with the holidays of 2026' },
    calendar: { ...DEFAULT_CALENDAR, exceptions: HOLIDAYS_2026 },
  });
  await saveCalendar(db, {
    id: 'calendar-market',
    label: { zh: '市场早晚班', en: 'Market, early and late' },
    calendar: {
      zone: DEFAULT_CALENDAR.zone,
      week: [MARKET, MARKET, MARKET, MARKET, MARKET, MARKET, []],
      exceptions: {},
    },
  });
  await db.updateTable('distributionGroups').set({ calendarId: OFFICE_CALENDAR }).execute();
  const set = db.updateTable('distributionGroups');
  await set.set({ strategy: 'leastLoaded' }).where('id', '=', 'group-west-kitchen').execute();
  await set.set({ sticky: 'previousOwner', catchesUp: 1 }).where('id', '=', 'group-north-produce').execute();
  await set.set({ skillAttribute: 'cityTier' }).where('id', '=', 'group-east-frozen').execute();
  await giveSkills(db, 'group-east-frozen');
  await db
    .updateTable('groupMembers')
    .set({ periodCap: 60 })
    .where('groupId', '=', 'group-south-produce')
    .execute();
  for (const [userId, from, to, reason] of [
    ['user-north-produce-2', -1, 3, '年假'],
    ['user-south-grain-4', 5, 8, '外出培训'],
    ['user-west-kitchen-1', -2, 1.5, '病假'],
  ] as const)
    await saveAbsence(db, {
      id: `absence-${userId}`,
      userId,
      fromAt: now + from * DAY,
      toAt: now + to * DAY,
      reason,
    });
}

/** Every kind of city has several who know it; nobody has to know all. */
async function giveSkills(db: Db, groupId: string): Promise<void> {
  const members = await db
    .selectFrom('groupMembers')
    .select('id')
    .where('groupId', '=', groupId)
    .orderBy('id')
    .execute();
  const skills = [['t1', 't2'], ['t2', 't3'], ['t1', 't2', 't3'], ['t1'], ['t3']];
  for (const [index, { id }] of members.entries())
    await db
      .updateTable('groupMembers')
      .set({ skills: JSON.stringify(skills[index % skills.length]) })
      .where('id', '=', id)
      .execute();
}
