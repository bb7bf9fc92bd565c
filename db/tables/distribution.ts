import type { Generated } from 'kysely';

export type DistributionTables = {
  distributionGroups: {
    id: string;
    labelZh: string;
    labelEn: string;
    fallbackGroupId: string | null;
    isOn: number;
  };
  groupMembers: {
    id: string;
    groupId: string;
    userId: string;
    weight: number;
    openCap: number | null;
    isOn: number;
  };
  groupTurns: { groupId: string; userId: string; turn: number; assigned: number };
  /** `content` is a Roster (#domain/routing) as JSON. */
  groupRosters: { id: Generated<number>; groupId: string; content: string };
};
