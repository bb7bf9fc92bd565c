import { Label, Moment } from '#domain/base';
import { WorkingCalendar } from '#domain/calendar';
import { Value } from '#domain/conditions';
import { DecisionReason, SeatState } from '#domain/distribution';
import { z } from 'zod';
import { read, write } from './operation.ts';
import { Done, Nothing } from './page.ts';

const Id = z.string().min(1).max(80);

/** How a group picks, and whom it asks; what saving does not name is as it is by default. */
const settings = {
  strategy: z.enum(['fair', 'leastLoaded', 'manual']).default('fair'),
  sticky: z.enum(['none', 'previousOwner', 'leadOwner']).default('none'),
  /** The attribute whose values a member's skills must have. */
  skillAttribute: Id.nullable().default(null),
  calendarId: Id.nullable().default(null),
  /** Whether nobody is given anything outside their working hours. */
  keepsHours: z.boolean().default(false),
  /** Whether who was absent catches up afterwards; else they keep their place. */
  catchesUp: z.boolean().default(false),
  /** What the members' period caps count in. */
  period: z.enum(['day', 'week', 'month']).default('day'),
};

const memberSettings = {
  periodCap: z.int().min(0).max(1_000_000).nullable().default(null),
  skills: z.array(z.string().min(1).max(80)).max(100).default([]),
  /** Instead of the group's. */
  calendarId: Id.nullable().default(null),
};

const CalendarRow = z.object({ id: Id, label: Label, calendar: WorkingCalendar });
const AbsenceRow = z.object({
  id: Id,
  userId: Id,
  userName: z.string(),
  fromAt: z.int(),
  toAt: z.int(),
  reason: z.string(),
});

const GroupShape = z.object({
  ...settings,
  id: Id,
  label: Label,
  isOn: z.boolean(),
  fallbackGroupId: Id.nullable(),
  /** Of people outside the asker's scope no id, name, unit or count, unless the asker may edit groups. */
  members: z.array(
    z.object({
      userId: z.string(),
      userName: z.string(),
      unit: Label.nullable(),
      weight: z.int(),
      openCap: z.int().nullable(),
      isOn: z.boolean(),
      ...memberSettings,
      openCount: z.int(),
      assigned: z.int(),
      /** What this group gave them in the current period. */
      given: z.int(),
      /** What they are owed now, in thousandths of an assignment; negative: ahead of their share. */
      turn: z.int(),
      /** Whether they could be picked now. */
      state: SeatState,
    }),
  ),
  /** Whom the next opportunity without skills or a previous owner would go to; null: nobody, or somebody outside the scope. */
  nextUserId: z.string().nullable(),
  /** How many rules of the published versions send here. */
  rules: z.int(),
  /** Another one where anything that saving writes has changed. */
  stamp: z.string(),
});

export const routingGroups = {
  'routing.listGroups': read('routing.view', Nothing, z.array(GroupShape)),
  /** Replaces a group and its members by these, or makes a new one. */
  'routing.saveGroup': write(
    'routing.edit',
    z.strictObject({
      /** Absent for a new group. */
      id: Id.optional(),
      /** The one that was read: where somebody else saved in between, nothing is written. */
      stamp: z.string().max(80).optional(),
      label: Label,
      isOn: z.boolean(),
      fallbackGroupId: Id.nullable(),
      ...settings,
      members: z
        .array(
          z.strictObject({
            userId: Id,
            weight: z.int().min(0).max(1000),
            openCap: z.int().min(0).max(1_000_000).nullable(),
            isOn: z.boolean(),
            ...memberSettings,
          }),
        )
        .max(2000),
    }),
    GroupShape,
  ),
  /** Which groups would be asked now for an opportunity that looks like this, what each answers, and who gets it. Writes nothing. */
  'routing.tryGroup': read(
    'routing.view',
    z.strictObject({
      groupId: Id,
      facts: z.record(z.string().max(80), Value),
      /** One that is there: who had it before and who follows the same lead count too, where the asker's scope shows it. */
      opportunityId: z.int().min(1).optional(),
    }),
    z.object({
      path: z.array(z.object({ groupId: z.string(), group: Label, reason: DecisionReason })),
      /** Null: nobody, or somebody outside the asker's scope. */
      repName: z.string().nullable(),
    }),
  ),
  'routing.listCalendars': read('routing.view', Nothing, z.array(CalendarRow)),
  /** Writes a working calendar, new without an id. */
  'routing.saveCalendar': write(
    'routing.edit',
    z.strictObject({ id: Id.optional(), label: Label, calendar: WorkingCalendar }),
    CalendarRow,
  ),
  /** Absences that are not over, of people in the asker's scope. */
  'routing.listAbsences': read('routing.view', Nothing, z.array(AbsenceRow)),
  'routing.saveAbsence': write(
    'routing.edit',
    z.strictObject({
      id: Id.optional(),
      userId: Id,
      fromAt: Moment,
      toAt: Moment,
      reason: z.string().trim().max(200),
    }),
    z.object({ id: Id }),
  ),
  'routing.removeAbsence': write('routing.edit', z.strictObject({ id: Id }), Done),
};

export type RoutingGroupErrors = {
  'routing.unknownUser': { userId: string };
  'routing.duplicateMember': { userId: string };
  'routing.fallbackCircle': { path: string[] };
  'routing.groupInUse': { rules: number };
  'routing.groupChanged': Record<string, never>;
  'routing.unknownCalendar': { calendarId: string };
  'routing.unknownZone': { zone: string };
  'routing.emptyAbsence': Record<string, never>;
  /** The person is away then already, from and to (UTC ms). */
  'routing.absenceOverlaps': { fromAt: number; toAt: number };
};
