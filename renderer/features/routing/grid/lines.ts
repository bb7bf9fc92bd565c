/** What stands on one line of the table: a rule, by its place among all rules, or the head of a group of them. */
export type Line =
  | { readonly kind: 'rule'; readonly at: number }
  | {
      readonly kind: 'head';
      readonly key: string;
      readonly label: string;
      readonly count: number;
      readonly isCollapsed: boolean;
    };

/** The lines made so far, by place: a long table is lined up anew after each change. */
const made: Line[] = [];

/** The lines of a table without groups. */
export function ruleLines(places: readonly number[]): Line[] {
  return places.map((at) => (made[at] ??= { kind: 'rule', at }));
}
