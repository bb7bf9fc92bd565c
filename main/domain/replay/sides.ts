import { isInForce, type Rule } from '#domain/rules';

/** Two sets of rules to be compared, as rows that decide now, over the opportunities of some business lines. */
export type ReplayAsk = {
  readonly before: readonly Rule[];
  readonly after: readonly Rule[];
  readonly lines: readonly string[];
};

/** The groups of both sides, the same for the same rules wherever they are asked. */
export function sidesOf({ before, after }: Pick<ReplayAsk, 'before' | 'after'>): Sides {
  const groups = ['', ...new Set([...before, ...after].map(({ groupId }) => groupId))];
  const places = new Map(groups.map((id, place) => [id, place]));
  const of = (rules: readonly Rule[]) => Int32Array.from(rules, ({ groupId }) => places.get(groupId) ?? 0);
  return { groups, before: of(before), after: of(after) };
}

/** Both sides of a replay by their places: `groups[0]` is nobody (`''`), and each rule's group is a place in `groups`. */
export type Sides = {
  readonly groups: readonly string[];
  readonly before: Int32Array;
  readonly after: Int32Array;
};

/**
 * The rows that decide now (UTC ms), as rows without validity: a replay asks what today's rows would have done with each
 * opportunity when it came in, so ages count from then, and rows that begin or end in between do so for none.
 */
export function rulesNow(rules: readonly Rule[], now: number): Rule[] {
  return rules
    .filter((rule) => isInForce(rule, now))
    .map(({ validFrom: _from, validTo: _to, ...rule }) => rule);
}
