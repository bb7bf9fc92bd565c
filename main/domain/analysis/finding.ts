import type { Condition } from '#domain/conditions';
import type { Fix } from './fix.ts';

/** What can be wrong with a row, or missing, in the order in which equals are shown. */
const FINDING_KINDS = [
  'dead',
  'impossible',
  'unknownValue',
  'unknownAttribute',
  'groupOff',
  'groupEmpty',
  'groupAway',
  'masked',
  'gap',
  'redundant',
  'expired',
  'noHits',
  'reviewDue',
  'mergeable',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/**
 * Something that changes where opportunities go, or a row that does nothing.
 * `ruleId` is null for a gap. `otherRuleIds`: what covers, takes or is merged with the row.
 */
export type Finding = {
  readonly kind: FindingKind;
  readonly ruleId: string | null;
  readonly otherRuleIds: readonly string[];
  /** Whether a dead row is proved dead; null for what needs no proof. */
  readonly proof: 'proved' | 'notProved' | null;
  /** How much of the recent traffic is concerned. */
  readonly traffic: number;
  /** How much of the row's or the region's own traffic that is, 0–1. */
  readonly share: number | null;
  readonly attribute: string | null;
  readonly values: readonly string[];
  /** A moment: when the row ended, or should have been reviewed, or was last used. */
  readonly at: number | null;
  /** A gap's region. */
  readonly condition: Condition | null;
  /** What would settle it, the best first. */
  readonly fixes: readonly Fix[];
};

/** A finding of which only what it needs is said. */
export function finding(kind: FindingKind, about: Partial<Finding>): Finding {
  return {
    kind,
    ruleId: null,
    otherRuleIds: [],
    proof: null,
    traffic: 0,
    share: null,
    attribute: null,
    values: [],
    at: null,
    condition: null,
    fixes: [],
    ...about,
  };
}

/** The most traffic first, then by kind; rules of a kind stay in their order. */
export function ranked(findings: readonly Finding[]): Finding[] {
  const rank = new Map(FINDING_KINDS.map((kind, index) => [kind, index]));
  return findings.toSorted(
    (a, b) => b.traffic - a.traffic || (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0),
  );
}
