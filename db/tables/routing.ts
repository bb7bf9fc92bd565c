export type RoutingTables = {
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
};
