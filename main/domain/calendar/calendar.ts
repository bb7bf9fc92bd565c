import { z } from 'zod';

const Minute = z.int().min(0).max(1440);
const Shift = z
  .tuple([Minute, Minute])
  .refine(([from, to]) => from < to, { params: { code: 'calendar.emptyShift' } });
const Shifts = z
  .array(Shift)
  .max(12)
  .refine((shifts) => shifts.every(([from], at) => at === 0 || from >= (shifts[at - 1]?.[1] ?? 0)), {
    params: { code: 'calendar.overlappingShifts' },
  });

/**
 * When work is done: shifts as minutes from the zone's midnight, in order and inside one day (a night shift is two),
 * for each day of the week (Monday first), and the days that differ: a holiday has none, a working weekend (调休) its own.
 */
export const WorkingCalendar = z.strictObject({
  zone: z.string().min(1).max(60),
  week: z.array(Shifts).length(7),
  exceptions: z.record(z.string().regex(/^\d{4}-\d{2}-\d{2}$/), Shifts),
});
export type WorkingCalendar = z.infer<typeof WorkingCalendar>;

const OFFICE: [number, number][] = [[9 * 60, 18 * 60]];

/** The calendar of a company that has set none: Monday to Friday, nine to six, in Shanghai. */
export const DEFAULT_CALENDAR: WorkingCalendar = {
  zone: 'Asia/Shanghai',
  week: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []],
  exceptions: {},
};
