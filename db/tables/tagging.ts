import type { Generated } from 'kysely';

export type TaggingTables = {
  /** `rules` is a list of TagRule (#domain/tagging) as JSON. */
  tagRuleLists: { revision: number; rules: string; savedAt: number; savedBy: string };
  opportunityMarks: {
    id: Generated<number>;
    opportunityId: number;
    attribute: string;
    code: string | null;
    state: 'set' | 'removed' | 'gone';
    setBy: 'rule' | 'person';
    byId: string;
    revision: number | null;
    value: string;
    evidence: string;
    at: number;
    expiresAt: number | null;
  };
};
