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
  /** `content` is a Roster (#domain/routing) as JSON. */
  groupRosters: { id: Generated<number>; groupId: string; content: string };
  /** `groups` is a FrameGroups (#domain/routing) as JSON. */
  decisionFrames: {
    id: Generated<number>;
    /** The job that routed. */
    runId: string;
    versionId: string;
    seed: number;
    decidedAt: number;
    firstDecisionId: number;
    lastDecisionId: number;
    groups: string;
  };
  decisions: {
    id: Generated<number>;
    opportunityId: number;
    frameId: number;
    ruleId: string | null;
    groupId: string | null;
    repId: string | null;
    reason: string;
    propensity: number | null;
    /** The facts as seen, a JSON object. */
    evidence: string;
  };
};
