import type { Generated } from 'kysely';

export type RoutingTables = {
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
  ruleSets: { id: string; labelZh: string; labelEn: string; publishedVersionId: string | null };
  ruleSetVersions: {
    id: string;
    ruleSetId: string;
    number: number;
    status: 'draft' | 'published';
    note: string;
    /** Raised with each change of a draft, so that two editors notice each other. */
    revision: number;
    createdBy: string;
    createdAt: number;
    publishedBy: string | null;
    publishedAt: number | null;
  };
  routingRules: {
    versionId: string;
    id: string;
    position: number;
    name: string;
    condition: string;
    groupId: string;
    isOn: number;
    note: string;
  };
  decisions: {
    id: Generated<number>;
    opportunityId: number;
    runId: string;
    versionId: string;
    ruleId: string | null;
    groupId: string | null;
    repId: string | null;
    outcome: 'routed' | 'unassigned';
    reason: string;
    decidedAt: number;
    seed: number;
    propensity: number | null;
    evidence: string;
  };
};
