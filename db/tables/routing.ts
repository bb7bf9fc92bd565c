export type RoutingTables = {
  ruleSets: {
    id: string;
    labelZh: string;
    labelEn: string;
    /** The line whose opportunities the set takes; null: those of all lines without a set of their own. */
    lineId: string | null;
    /** Up to which share of moved opportunities a draft is published without approval; null: always. */
    approvalShare: number | null;
  };
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
    /** Who wrote a row last. */
    editedBy: string | null;
    /** Set while a draft waits for approval, and kept when it was approved. */
    submittedBy: string | null;
    submittedAt: number | null;
    approvedBy: string | null;
    sentBackBy: string | null;
    sentBackReason: string | null;
    /** From when it decides; null: from its publication. */
    effectiveAt: number | null;
    /** The version whose rows this one brought back. */
    bringsBack: string | null;
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
    ownerId: string | null;
    validFrom: number | null;
    validTo: number | null;
    reviewAt: number | null;
    /** A JSON list of words. */
    tags: string | null;
    changedBy: string | null;
    changedAt: number | null;
  };
  routingCases: {
    id: string;
    ruleSetId: string;
    name: string;
    /** JSON: attribute → value. */
    facts: string;
    groupId: string;
    createdBy: string;
    createdAt: number;
  };
  /** What a version would have changed, as last counted; `result` is a ReplayResult (#domain/replay) as JSON. */
  ruleSetReplays: {
    versionId: string;
    revision: number;
    baselineVersionId: string | null;
    received: number;
    moved: number;
    at: number;
    result: string;
  };
  /** How often a stretch of opportunities has changed. */
  replayBlocks: { block: number; version: number };
};
