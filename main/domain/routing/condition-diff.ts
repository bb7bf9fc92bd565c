import { canonical, type Condition, conjuncts, type Test } from '#domain/conditions';

type Scalar = string | number | boolean;

/** One thing that is different between two conditions, attribute by attribute. */
export type ConditionChange =
  /** The list of values that a row takes (or, where it `excludes`, does not take) got some and lost some. */
  | {
      readonly kind: 'values';
      readonly attribute: string;
      readonly excludes: boolean;
      readonly added: readonly Scalar[];
      readonly removed: readonly Scalar[];
    }
  /** Anything else about one attribute: no tests means that it was, or is, not asked. */
  | {
      readonly kind: 'tests';
      readonly attribute: string;
      readonly before: readonly Test[];
      readonly after: readonly Test[];
    }
  /** Nested parts that cannot be told by attribute. */
  | {
      readonly kind: 'nested';
      readonly before: readonly Condition[];
      readonly after: readonly Condition[];
    };

/** What changed from one condition to another; parts that only read differently are the same. */
export function diffConditions(before: Condition, after: Condition): ConditionChange[] {
  const was = sorted(before);
  const is = sorted(after);
  const attributes = [...new Set([...was.tests.keys(), ...is.tests.keys()])];
  const changes = attributes.flatMap((attribute): ConditionChange[] => {
    const [from, to] = [was.tests.get(attribute) ?? [], is.tests.get(attribute) ?? []];
    if (isSame(from, to)) return [];
    return [listChange(attribute, from, to) ?? { kind: 'tests', attribute, before: from, after: to }];
  });
  if (isSame(was.nested, is.nested)) return changes;
  return [...changes, { kind: 'nested', before: was.nested, after: is.nested }];
}

function sorted(condition: Condition): { tests: Map<string, Test[]>; nested: Condition[] } {
  const tests = new Map<string, Test[]>();
  const nested: Condition[] = [];
  for (const part of conjuncts(condition)) {
    if (!('op' in part)) nested.push(part);
    else tests.set(part.attribute, [...(tests.get(part.attribute) ?? []), part]);
  }
  return { tests, nested };
}

function isSame(before: readonly Condition[], after: readonly Condition[]): boolean {
  return canonical({ all: [...before] }) === canonical({ all: [...after] });
}

function listChange(
  attribute: string,
  before: readonly Test[],
  after: readonly Test[],
): ConditionChange | undefined {
  const [from, to] = [listedBy(before), listedBy(after)];
  if (!from || !to || from.excludes !== to.excludes) return undefined;
  return {
    kind: 'values',
    attribute,
    excludes: to.excludes,
    added: to.values.filter((value) => !from.values.includes(value)),
    removed: from.values.filter((value) => !to.values.includes(value)),
  };
}

function listedBy(tests: readonly Test[]): { values: readonly Scalar[]; excludes: boolean } | undefined {
  const [test] = tests;
  if (!test || tests.length > 1) return undefined;
  if (test.op === 'equals') return { values: [test.value], excludes: false };
  if (test.op === 'oneOf' || test.op === 'notOneOf')
    return { values: test.values, excludes: test.op === 'notOneOf' };
  return undefined;
}
