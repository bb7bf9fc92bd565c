import type { Generated } from 'kysely';

export type ProposalTables = {
  /** Changes of rights that wait; never changed. */
  proposals: {
    id: string;
    kind: 'change' | 'request';
    proposerId: string;
    reason: string;
    changes: string;
    revision: number;
    effectiveAt: number | null;
    needsSecond: number;
    createdAt: number;
  };
  /** What became of a proposal: its last step is its state, none is waiting. */
  proposalSteps: {
    seq: Generated<number>;
    proposalId: string;
    step: 'approved' | 'rejected' | 'withdrawn' | 'applied' | 'failed';
    actorId: string;
    note: string;
    /** Why it could not be applied: a refusal's code and params. */
    failure: string | null;
    at: number;
  };
  accessSettings: { key: 'needsSecond'; value: 'true' | 'false' };
  permissionTests: {
    id: string;
    name: string;
    who: string;
    question: string;
    expected: number;
  };
  reviews: { id: string; name: string; among: string; dueAt: number; createdBy: string; createdAt: number };
  reviewItems: {
    seq: Generated<number>;
    reviewId: string;
    personId: string;
    given: string;
    reviewerId: string | null;
  };
  reviewDecisions: {
    seq: Generated<number>;
    itemSeq: number;
    decision: 'attest' | 'revoke';
    actorId: string;
    note: string;
    at: number;
  };
  reviewEndings: { reviewId: string; actorId: string; at: number };
};
