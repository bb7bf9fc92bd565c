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
};
