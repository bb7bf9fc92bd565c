import type { Facts } from '#domain/conditions';

/**
 * What one assignment hangs on beside the groups: the run's seed, the moment of deciding (UTC ms), and the facts as seen.
 * Facts whose key begins with `@` are routing's own marks: they stand in the evidence with the others, so that an old
 * decision is made again from its evidence alone.
 */
export type Deciding = { readonly seed: number; readonly at: number; readonly facts: Facts };

/** A closed opportunity is marked in its facts, for it adds nobody open work; `@` is outside the catalogue. */
export const CLOSED = '@closed';
/** Who owned the opportunity before, and who owns another opportunity of the same lead entity: user ids, for sticky groups. */
export const PREVIOUS_OWNER = '@previousOwner';
export const LEAD_OWNER = '@leadOwner';

/** Whether the facts are those of an open opportunity. */
export function isOpenIn(facts: Facts): boolean {
  return facts[CLOSED] !== true;
}
