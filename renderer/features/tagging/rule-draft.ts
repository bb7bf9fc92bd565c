import type { Value } from '#domain/conditions';
import { type Attribute, fits, TagRule } from '#domain/tagging';
import { isWhole } from '#features/conditions';
import type { Fact } from '#features/routing/phrase';

/** A tag rule while it is written: its value may still be missing. */
export type RuleDraft = Omit<TagRule, 'effect'> & {
  readonly attribute: string;
  readonly value: Value | null;
};

export function draftOf({ effect, ...rule }: TagRule): RuleDraft {
  const value = effect.kind === 'tag' ? effect.code : effect.value;
  return { ...rule, attribute: effect.attribute, value };
}

/** A new rule, for the first set of the catalogue: a tag. */
export function newDraft(attributes: readonly Attribute[]): RuleDraft {
  const target = attributes.find(({ kind }) => kind === 'set') ?? attributes[0];
  return {
    id: crypto.randomUUID(),
    name: '',
    isOn: true,
    condition: { all: [] },
    attribute: target?.key ?? '',
    value: null,
    expiresAfterDays: null,
  };
}

/** The rule as it can be saved; undefined while something is missing or does not fit. */
export function ruleOf(
  draft: RuleDraft,
  attributes: readonly Attribute[],
  facts: readonly Fact[],
): TagRule | undefined {
  const { attribute: key, value, ...rest } = draft;
  const attribute = attributes.find((each) => each.key === key);
  if (!attribute || value === null || !fits(attribute, value) || !isWhole(draft.condition, facts))
    return undefined;
  const effect =
    attribute.kind === 'set'
      ? { kind: 'tag', attribute: key, code: String(value) }
      : { kind: 'set', attribute: key, value };
  const parsed = TagRule.safeParse({ ...rest, effect });
  return parsed.success ? parsed.data : undefined;
}
