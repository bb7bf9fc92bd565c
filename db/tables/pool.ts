import type { Generated } from 'kysely';

export type PoolTables = {
  /** `content` is a PoolPolicy (#domain/pool) as JSON. */
  poolPolicies: {
    id: string;
    groupId: string | null;
    lineId: string | null;
    isOn: number;
    content: string;
    revision: number;
  };
  assignments: {
    id: Generated<number>;
    opportunityId: number;
    ownerId: string | null;
    groupId: string | null;
    at: number;
    how: string;
  };
  poolClocks: { opportunityId: number; lookAt: number };
  poolSweeps: { id: number; lastAssignmentId: number; stamp: string; sweptAt: number };
  poolItems: {
    opportunityId: number;
    groupId: string | null;
    since: number;
    reason: 'firstResponse' | 'followUp' | 'protection' | 'byHand' | 'manualPick';
  };
  poolEvents: {
    id: Generated<number>;
    opportunityId: number;
    kind: 'reminded' | 'returned' | 'reassigned' | 'claimed' | 'extended' | 'transferred';
    assignmentId: number;
    /** Whom it happened to: the owner reminded, or the one who lost or got it. */
    userId: string | null;
    actorId: string;
    at: number;
    dueAt: number | null;
    hours: number | null;
    reason: string;
    note: string;
  };
  /** `before` and `after` are the changed columns of both opportunities as JSON. */
  merges: {
    id: string;
    keeperId: number;
    loserId: number;
    mergedAt: number;
    mergedBy: string;
    reason: string;
    before: string;
    after: string;
    undoneAt: number | null;
    undoneBy: string | null;
  };
};
