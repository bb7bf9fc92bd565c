import type { Condition } from '#domain/conditions';

/** A group as people see it: negation is a way to read a group, not a thing of its own. */
export type GroupMode = 'all' | 'any' | 'notAll' | 'none';
export type GroupForm = { readonly mode: GroupMode; readonly parts: readonly Condition[] };

/** How deep the builder nests groups: a negated one counts twice against the language's limit of 8. */
export const DEEPEST = 3;

/** A condition as a group; a single test is a group of one. */
export function groupOf(condition: Condition): GroupForm {
  if ('op' in condition) return { mode: 'all', parts: [condition] };
  if ('all' in condition) return { mode: 'all', parts: condition.all };
  if ('any' in condition) return { mode: 'any', parts: condition.any };
  const inner = condition.not;
  if ('all' in inner) return { mode: 'notAll', parts: inner.all };
  return { mode: 'none', parts: 'any' in inner ? inner.any : [inner] };
}

export function conditionOf({ mode, parts }: GroupForm): Condition {
  switch (mode) {
    case 'all':
      return { all: [...parts] };
    case 'any':
      return { any: [...parts] };
    case 'notAll':
      return { not: { all: [...parts] } };
    case 'none':
      return { not: { any: [...parts] } };
  }
}

// Conditions carry no ids. A part keeps its own here while it is edited, so that its fields follow it when it moves.
const ids = new WeakMap<Condition, number>();
let last = 0;

export function idOf(part: Condition): number {
  const known = ids.get(part);
  if (known !== undefined) return known;
  last += 1;
  ids.set(part, last);
  return last;
}

/** The edited form of a part, known as the same one. */
export function asSame(part: Condition, next: Condition): Condition {
  if (next !== part) ids.set(next, idOf(part));
  return next;
}

/** Moves a part one place up or down; as it was where there is no such place. */
export function moved(parts: readonly Condition[], from: number, by: -1 | 1): readonly Condition[] {
  const part = parts[from];
  const to = from + by;
  if (!part || to < 0 || to >= parts.length) return parts;
  return parts.toSpliced(from, 1).toSpliced(to, 0, part);
}
