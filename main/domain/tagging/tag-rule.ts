import { type Catalogue, check, Condition, type Test, Value } from '#domain/conditions';
import { z } from 'zod';
import { type Attribute, fits } from './attribute.ts';

const Effect = z.discriminatedUnion('kind', [
  /** Fills an attribute in; follow-up priority is such an attribute. */
  z.strictObject({ kind: z.literal('set'), attribute: z.string().min(1).max(80), value: Value }),
  /** Adds one code to a set: a tag. */
  z.strictObject({
    kind: z.literal('tag'),
    attribute: z.string().min(1).max(80),
    code: z.string().min(1).max(80),
  }),
]);

/** One tag rule: when its condition holds, it fills in an attribute or adds a tag. */
export const TagRule = z.strictObject({
  id: z.string().min(1).max(80),
  name: z.string().trim().min(1).max(200),
  isOn: z.boolean(),
  condition: Condition,
  effect: Effect,
  /** With it, what was set stays that many days whatever happens; without it, as long as the condition holds. */
  expiresAfterDays: z.int().min(1).max(3650).nullable(),
});
export type TagRule = z.infer<typeof TagRule>;

/** What a rule writes: an attribute as a whole (code null), or one code of a set. */
type Written = { readonly attribute: string; readonly code: string | null };
/** What a test looks at: an attribute as a whole (codes null), or some codes of it. */
type Read = { readonly attribute: string; readonly codes: ReadonlySet<string> | null };

function writtenBy({ effect }: TagRule): Written {
  return { attribute: effect.attribute, code: effect.kind === 'tag' ? effect.code : null };
}

function readIn(condition: Condition): Read[] {
  if ('op' in condition) return [{ attribute: condition.attribute, codes: codesIn(condition) }];
  if ('not' in condition) return readIn(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(readIn);
}

/** Every attribute that a condition looks at, once. */
export function testedIn(condition: Condition): string[] {
  return [...new Set(readIn(condition).map(({ attribute }) => attribute))];
}

function codesIn(test: Test): ReadonlySet<string> | null {
  switch (test.op) {
    case 'equals':
      return new Set([String(test.value)]);
    case 'oneOf':
    case 'notOneOf':
    case 'hasAll':
      return new Set(test.values.map(String));
    case 'between':
    case 'startsWith':
    case 'contains':
    case 'isSet':
    case 'isNotSet':
    case 'age':
      return null;
  }
}

function feeds({ attribute, code }: Written, reads: readonly Read[]): boolean {
  return reads.some(
    (read) => read.attribute === attribute && (code === null || read.codes === null || read.codes.has(code)),
  );
}

export type TagOrder =
  | { readonly ok: true; readonly rules: readonly TagRule[] }
  /** Ids of rules, each of which needs the next one, the first again at the end. */
  | { readonly ok: false; readonly path: readonly string[] };

/**
 * The rules that are on, in the order in which they must be evaluated: what a condition looks at is derived before it;
 * where nothing depends on anything, as they are listed. Rules that need each other (or themselves) have no order:
 * the answer is then the circle.
 */
export function tagOrder(rules: readonly TagRule[]): TagOrder {
  const on = rules.filter(({ isOn }) => isOn);
  const reads = new Map(on.map((rule) => [rule, readIn(rule.condition)]));
  const needs = (rule: TagRule) => on.filter((other) => feeds(writtenBy(other), reads.get(rule) ?? []));
  const ordered = new Set<TagRule>();
  const path: TagRule[] = [];
  const visit = (rule: TagRule): readonly TagRule[] | undefined => {
    if (ordered.has(rule)) return undefined;
    const from = path.indexOf(rule);
    if (from !== -1) return [...path.slice(from), rule];
    path.push(rule);
    for (const needed of needs(rule)) {
      const circle = visit(needed);
      if (circle) return circle;
    }
    path.pop();
    ordered.add(rule);
    return undefined;
  };
  for (const rule of on) {
    const circle = visit(rule);
    if (circle) return { ok: false, path: circle.map(({ id }) => id) };
  }
  return { ok: true, rules: [...ordered] };
}

/** The first attribute of a rule that it cannot test so, or cannot set so; undefined when all is well. */
export function findMisfit(
  { condition, effect }: TagRule,
  attributes: readonly Attribute[],
  testable: Catalogue,
): string | undefined {
  const [problem] = check(condition, testable);
  if (problem) return problem.attribute;
  const target = attributes.find(({ key }) => key === effect.attribute);
  const isTag = effect.kind === 'tag';
  const isFit =
    target !== undefined &&
    isTag === (target.kind === 'set') &&
    fits(target, isTag ? effect.code : effect.value);
  return isFit ? undefined : effect.attribute;
}
