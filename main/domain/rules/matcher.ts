import { conjuncts, type Facts, holds, type Test } from '#domain/conditions';
import { type Axis, type AxisKind, axisOf, compileAxis } from './axis.ts';
import { isInForce, type Rule } from './rule.ts';

/** Rules compiled for matching: the first rule whose condition holds, or undefined. `now` is UTC ms. */
export type Matcher = (facts: Facts, now: number) => Rule | undefined;

/** The reading that the matcher must agree with: rules that are on, in order, one by one. */
export function firstMatch(rules: readonly Rule[], facts: Facts, now: number): Rule | undefined {
  return rules.find((rule) => isInForce(rule, now) && holds(rule.condition, facts, now));
}

/**
 * Compiles ordered rules into a bitset index (reference/performance.md): each axis maps the value it sees to a
 * bitset of rules, the bitsets are joined word by word in rule order, and the lowest bit that is left wins.
 * Rules with parts that no axis holds (`any`, `not`, a second test on one axis) are checked when they would win.
 * Takes time and memory in proportion to rules × values; matching allocates nothing.
 */
export function compile(rules: readonly Rule[]): Matcher {
  const active = rules.filter((rule) => rule.isOn);
  const words = Math.ceil(active.length / 32);
  const unsure = new Set<number>();
  const asking = new Map<string, { rule: number; test: Test }[]>();
  for (const [index, rule] of active.entries()) {
    const taken = new Set<string>();
    for (const part of conjuncts(rule.condition)) {
      const kind = 'op' in part ? axisOf(part) : null;
      const axis = kind === null || !('op' in part) ? '' : `${kind} ${part.attribute}`;
      if (!('op' in part) || axis === '' || taken.has(axis)) unsure.add(index);
      else {
        taken.add(axis);
        const list = asking.get(axis) ?? [];
        list.push({ rule: index, test: part });
        asking.set(axis, list);
      }
    }
  }
  const axes = [...asking]
    .map(([name, list]) => {
      const split = name.indexOf(' ');
      const kind = name.slice(0, split) as AxisKind;
      return compileAxis(kind, name.slice(split + 1), list, active.length, unsure);
    })
    .sort((a, b) => b.asked - a.asked);
  return search(active, axes, words, unsure);
}

function search(
  active: readonly Rule[],
  axes: readonly Axis[],
  words: number,
  unsure: ReadonlySet<number>,
): Matcher {
  const count = axes.length;
  const offsets = new Int32Array(count);
  const tables: Uint32Array[] = axes.map((axis) => axis.table());
  const checks = Uint8Array.from(active, (_, index) => (unsure.has(index) ? 1 : 0));
  const lastMask = active.length % 32 === 0 ? 0xffffffff : (1 << (active.length % 32)) - 1;
  return (facts, now) => {
    for (let axis = 0; axis < count; axis += 1) {
      const here = axes[axis] as Axis;
      offsets[axis] = here.locate(facts, now);
      tables[axis] = here.table();
    }
    for (let word = 0; word < words; word += 1) {
      let left = word === words - 1 ? lastMask : 0xffffffff;
      for (let axis = 0; axis < count && left !== 0; axis += 1)
        left &= (tables[axis] as Uint32Array)[(offsets[axis] as number) + word] as number;
      while (left !== 0) {
        const index = word * 32 + 31 - Math.clz32(left & -left);
        const rule = active[index] as Rule;
        if ((checks[index] === 0 || holds(rule.condition, facts, now)) && isInForce(rule, now)) return rule;
        left &= left - 1;
      }
    }
    return undefined;
  };
}
