import type { Generated } from 'kysely';

export type AttributionTables = {
  policyVersions: {
    id: string;
    number: number;
    status: 'draft' | 'published';
    layer1: string;
    layer2: string;
    note: string;
    revision: number;
    createdBy: string;
    createdAt: number;
    publishedBy: string | null;
    publishedAt: number | null;
  };
  attributionRuns: {
    seq: Generated<number>;
    jobId: string;
    policyVersionId: string;
    status: 'running' | 'done' | 'abandoned';
    orders: number;
    startedAt: number;
    finishedAt: number | null;
  };
  attributions: {
    runSeq: number;
    orderId: number;
    bucket: 'attributed' | 'notAttributed';
    reason: string;
    repId: string | null;
    unitId: string | null;
    followUpId: number | null;
    lineId: string | null;
    isEligible: number;
    eligibilityReason: string;
    grossMinor: number;
    refundedMinor: number;
    attributedMinor: number;
    eligibleMinor: number;
    creditedMinor: number;
    currency: string;
    evidence: string;
  };
  attributionRollups: {
    runSeq: number;
    currency: string;
    month: string;
    bucket: string;
    reason: string;
    eligibilityReason: string;
    repId: string;
    unitId: string;
    productId: string;
    categoryId: string;
    lineId: string;
    orders: number;
    grossMinor: number;
    refundedMinor: number;
    attributedMinor: number;
    eligibleMinor: number;
    creditedMinor: number;
  };
};
