import { type Condition, type Facts, holds, seenValue, type Value } from '#domain/conditions';
import { type TagRule, testedIn } from './tag-rule.ts';

/** The latest that was said about one attribute of one opportunity, or about one code of a set. */
export type Mark = {
  readonly attribute: string;
  /** The code of a set; null for an attribute as a whole. */
  readonly code: string | null;
  /** `removed`: by hand, to stay so; `gone`: by a run, because it expired or no longer holds. */
  readonly state: 'set' | 'removed' | 'gone';
  readonly by: 'rule' | 'person';
  /** The rule's or the person's id. */
  readonly byId: string;
  readonly value: Value;
  readonly at: number;
  readonly expiresAt: number | null;
};

export type TagChange = {
  /** `withheld`: a person removed it, or somebody else had filled it in; nothing changes. */
  readonly kind: 'set' | 'kept' | 'removed' | 'expired' | 'withheld';
  readonly attribute: string;
  readonly code: string | null;
  readonly value: Value;
  /** The rule it is about; null where what a person set has expired. */
  readonly ruleId: string | null;
  readonly expiresAt: number | null;
  /** What the rule's condition saw. */
  readonly evidence: Readonly<Record<string, Value>>;
};

export type Tagged = {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly changes: readonly TagChange[];
};

export type Taggable = {
  /** The attributes as they are stored. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Built-in and behaviour facts; an attribute with the same key stands in their place. */
  readonly facts: Facts;
  readonly marks: readonly Mark[];
};

const DAY_MS = 86_400_000;

type Target = { readonly attribute: string; readonly code: string | null; readonly value: Value };
type Attributes = Record<string, unknown>;

const keyOf = ({ attribute, code }: Pick<Target, 'attribute' | 'code'>) => JSON.stringify([attribute, code]);

/**
 * What the rules (in the order of `tagOrder`) make of one opportunity at a moment (UTC ms). Everything that rules had
 * set is taken off and derived anew: a rule without expiry holds its tag while its condition holds, one with expiry
 * until it has expired. A rule never overwrites what an import or a person filled in, and never brings back what a
 * person removed; of two rules for one attribute the earlier wins. The same input gives the same answer.
 */
export function tagsFor(given: Taggable, rules: readonly TagRule[], at: number): Tagged {
  const { marks, facts } = given;
  const attributes: Attributes = { ...given.attributes };
  const taken = takeOff(attributes, marks, at);
  const removed = new Set(marks.filter(({ state }) => state === 'removed').map(keyOf));
  const changes = [...taken.changes];
  const derived = new Set<string>();
  for (const rule of rules) {
    const target = targetOf(rule);
    const key = keyOf(target);
    const before = taken.standing.get(key);
    const isOwn = before?.byId === rule.id && isSame(before.value, target.value);
    const isRunning = isOwn && before.expiresAt !== null && before.expiresAt > at;
    const seen: Facts = { ...facts, ...attributes };
    if (derived.has(key) || (!isRunning && !holds(rule.condition, seen, at))) continue;
    const about = { ...target, ruleId: rule.id, evidence: evidenceOf(rule.condition, seen) };
    if (removed.has(key) || !put(attributes, target)) {
      changes.push({ ...about, kind: 'withheld', expiresAt: null });
      continue;
    }
    derived.add(key);
    const { expiresAfterDays: days } = rule;
    const isKept = isRunning || (isOwn && days === null && before.expiresAt === null);
    if (isKept) changes.push({ ...about, kind: 'kept', expiresAt: before.expiresAt });
    else changes.push({ ...about, kind: 'set', expiresAt: days === null ? null : at + days * DAY_MS });
  }
  for (const [key, { attribute, code, value, byId: ruleId, expiresAt }] of taken.standing)
    if (!derived.has(key))
      changes.push({
        kind: expiresAt !== null && expiresAt <= at ? 'expired' : 'removed',
        attribute,
        code,
        value,
        ruleId,
        expiresAt,
        evidence: {},
      });
  const isChanged = changes.some(({ kind }) => kind !== 'kept' && kind !== 'withheld');
  return { attributes: isChanged ? attributes : given.attributes, changes };
}

/** Takes off what rules had set, and what a person set and has expired. What something else has replaced since stays. */
function takeOff(attributes: Attributes, marks: readonly Mark[], at: number) {
  const standing = new Map<string, Mark>();
  const changes: TagChange[] = [];
  for (const mark of marks) {
    const { attribute, code, value, expiresAt } = mark;
    if (mark.state !== 'set' || !isThere(attributes, mark)) continue;
    if (mark.by === 'rule') standing.set(keyOf(mark), mark);
    else if (expiresAt !== null && expiresAt <= at)
      changes.push({ kind: 'expired', attribute, code, value, ruleId: null, expiresAt, evidence: {} });
    else continue;
    take(attributes, mark);
  }
  return { standing, changes };
}

function targetOf({ effect }: TagRule): Target {
  const { attribute } = effect;
  return effect.kind === 'tag'
    ? { attribute, code: effect.code, value: effect.code }
    : { attribute, code: null, value: effect.value };
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Whether an attribute holds a code, or is this value as a whole. */
function isThere(attributes: Facts, { attribute, code, value }: Target): boolean {
  const seen = seenValue(attributes, attribute);
  return code === null
    ? seen !== undefined && isSame(seen, value)
    : Array.isArray(seen) && seen.includes(code);
}

/** Adds a code to a set or fills in an attribute; false, with nothing changed, where something stands there already. */
export function put(attributes: Attributes, { attribute, code, value }: Target): boolean {
  const seen = seenValue(attributes, attribute);
  if (code === null) {
    if (seen !== undefined) return false;
    attributes[attribute] = value;
    return true;
  }
  if (seen !== undefined && (!Array.isArray(seen) || seen.includes(code))) return false;
  attributes[attribute] = [...(seen ?? []), code];
  return true;
}

/** Takes a code out of a set, or an attribute's value away. */
export function take(attributes: Attributes, { attribute, code }: Omit<Target, 'value'>): void {
  const seen = seenValue(attributes, attribute);
  if (code !== null && !Array.isArray(seen)) return;
  const rest = Array.isArray(seen) ? seen.filter((one) => one !== code) : [];
  if (code !== null && rest.length > 0) attributes[attribute] = rest;
  else delete attributes[attribute];
}

function evidenceOf(condition: Condition, seen: Facts): Record<string, Value> {
  return Object.fromEntries(
    testedIn(condition).flatMap((key) => {
      const value = seenValue(seen, key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}
