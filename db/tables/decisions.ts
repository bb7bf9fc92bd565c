import type { Generated } from 'kysely';

export type DecisionTables = {
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
  /** The roll-up: how many decisions, by what made them and the day (from 1970-01-01, at UTC+8). No rule, no group: ''. */
  decisionCounts: {
    versionId: string;
    day: number;
    ruleId: string;
    groupId: string;
    reason: string;
    decided: number;
    /** Of these, given by another group than the rule's own. */
    fallen: number;
    won: number;
    lost: number;
    lastAt: number;
  };
  /** The same by blocks of 32 days, and all of a day: kept by triggers on the roll-up. */
  decisionBlocks: {
    versionId: string;
    block: number;
    ruleId: string;
    groupId: string;
    reason: string;
    decided: number;
    fallen: number;
    won: number;
    lost: number;
    lastAt: number;
  };
  decisionDays: { versionId: string; day: number; routed: number; unassigned: number };
};
