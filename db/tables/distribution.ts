import type { Generated } from 'kysely';

export type DistributionTables = {
  distributionGroups: {
    id: string;
    labelZh: string;
    labelEn: string;
    fallbackGroupId: string | null;
    isOn: number;
    strategy: Generated<'fair' | 'leastLoaded' | 'manual'>;
    sticky: Generated<'none' | 'previousOwner' | 'leadOwner'>;
    skillAttribute: string | null;
    calendarId: string | null;
    keepsHours: Generated<number>;
    catchesUp: Generated<number>;
    period: Generated<'day' | 'week' | 'month'>;
  };
  groupMembers: {
    id: string;
    groupId: string;
    userId: string;
    weight: number;
    openCap: number | null;
    isOn: number;
    periodCap: number | null;
    /** Codes of the group's skill attribute, a JSON list. */
    skills: Generated<string>;
    calendarId: string | null;
  };
  groupTurns: {
    groupId: string;
    userId: string;
    turn: number;
    assigned: number;
    /** The period that `given` counts in. */
    period: Generated<string>;
    given: Generated<number>;
  };
  /** `content` is a WorkingCalendar (#domain/calendar) as JSON. */
  workingCalendars: { id: string; labelZh: string; labelEn: string; content: string };
  absences: { id: string; userId: string; fromAt: number; toAt: number; reason: string };
  /** `content` is a Roster (#domain/distribution) as JSON. */
  groupRosters: { id: Generated<number>; groupId: string; content: string };
};
