import { applyFix, type Finding, makeAnalyser } from '#domain/analysis';
import type { Catalogue, Condition, Facts } from '#domain/conditions';
import { firstMatch, type Rule } from '#domain/rules';
import { chanceFrom, DAY, givenFor, NOW } from '#support/analysis-rules';
import { describe, expect, it } from 'vitest';

type Known = NonNullable<ReturnType<Catalogue['get']>>;
const enumOf = (...codes: string[]): Known => ({ kind: 'enum', codes: new Set(codes) });

/** A world so small that every opportunity there can be is tried. */
const small: Catalogue = new Map<string, Known>([
  ['tier', enumOf('S', 'A', 'B')],
  ['intent', enumOf('high', 'low')],
  ['isChain', { kind: 'boolean', codes: new Set() }],
  ['need', { kind: 'set', codes: new Set(['milk', 'tea']) }],
  ['stores', { kind: 'number', codes: new Set() }],
  ['since', { kind: 'date', codes: new Set() }],
]);
const VALUES: Record<string, readonly unknown[]> = {
  tier: [undefined, 'S', 'A', 'B'],
  intent: [undefined, 'high', 'low'],
  isChain: [undefined, true, false],
  need: [undefined, ['milk'], ['tea'], ['milk', 'tea']],
  stores: [undefined, 0, 1, 2, 2.5, 3],
  since: [undefined, NOW - 1, NOW - DAY - 1, NOW - 2 * DAY - 1],
};

const everything: Facts[] = Object.entries(VALUES).reduce<Facts[]>(
  (before, [key, values]) =>
    before.flatMap((facts) =>
      values.map((value) => (value === undefined ? facts : { ...facts, [key]: value })),
    ),
  [{}],
);

type Chance = () => number;
const pick = <T>(list: readonly T[], next: Chance) => list[Math.floor(next() * list.length)] as T;
const some = (list: readonly string[], next: Chance) => {
  const chosen = list.filter(() => next() < 0.5);
  return chosen.length === 0 ? [pick(list, next)] : chosen;
};

function anyTest(next: Chance): Condition {
  const attribute = pick(Object.keys(VALUES), next);
  const kind = next();
  if (kind < 0.08) return { op: next() < 0.5 ? 'isSet' : 'isNotSet', attribute };
  const op = pick(['oneOf', 'notOneOf'] as const, next);
  switch (attribute) {
    case 'isChain':
      return { op: 'equals', attribute, value: next() < 0.5 };
    case 'stores': {
      const min = Math.floor(next() * 3);
      return { op: 'between', attribute, min: next() < 0.3 ? null : min, max: min + Math.floor(next() * 2) };
    }
    case 'since': {
      const minDays = Math.floor(next() * 3);
      return { op: 'age', attribute, minDays, maxDays: next() < 0.5 ? null : minDays };
    }
    case 'need':
      return next() < 0.3
        ? { op: 'hasAll', attribute, values: some(['milk', 'tea'], next) }
        : { op, attribute, values: some(['milk', 'tea'], next) };
    default:
      return { op, attribute, values: some([...(small.get(attribute)?.codes ?? [])], next) };
  }
}

function anyCondition(next: Chance, depth: number): Condition {
  const kind = next();
  if (depth === 0 || kind < 0.5) return anyTest(next);
  const parts = () => Array.from({ length: 1 + Math.floor(next() * 2) }, () => anyCondition(next, depth - 1));
  return kind < 0.75
    ? { all: parts() }
    : kind < 0.9
      ? { any: parts() }
      : { not: anyCondition(next, depth - 1) };
}

function anyRules(next: Chance): Rule[] {
  const rules = Array.from({ length: 4 + Math.floor(next() * 8) }, (_, at): Rule => {
    const parts = Array.from({ length: 1 + Math.floor(next() * 3) }, () => anyCondition(next, 2));
    const validity = next() < 0.1 ? { validTo: NOW + (next() < 0.5 ? -DAY : DAY) } : {};
    const groupId = `group-${Math.floor(next() * 3)}`;
    return {
      id: `r${at}`,
      name: '',
      condition: { all: parts },
      groupId,
      isOn: next() < 0.95,
      note: '',
      ...validity,
    };
  });
  return [
    ...rules,
    { id: 'rest', name: '', condition: { all: [] }, groupId: 'group-0', isOn: true, note: '' },
  ];
}

const ROUNDS = 50;
const rounds = Array.from({ length: ROUNDS }, (_, seed) => {
  const rules = anyRules(chanceFrom(seed + 100));
  const given = { ...givenFor(rules, []), catalogue: small };
  return { rules, given, found: makeAnalyser(given).allFindings() };
});

const moments = [NOW, NOW + 2 * DAY];
const groupsOf = (rules: readonly Rule[], at: number) =>
  everything.map((facts) => firstMatch(rules, facts, at)?.groupId);
const winnersOf = (rules: readonly Rule[]) =>
  new Set(moments.flatMap((at) => everything.map((facts) => firstMatch(rules, facts, at)?.id)));
const kindOf = (found: readonly Finding[], ...kinds: string[]) =>
  found.filter(({ kind }) => kinds.includes(kind));

describe('on every opportunity there can be', () => {
  it('a rule that is said to be dead or impossible never wins', () => {
    let seen = 0;
    for (const { rules, found } of rounds) {
      const winners = winnersOf(rules);
      for (const each of kindOf(found, 'dead', 'impossible')) {
        seen += 1;
        expect(winners.has(each.ruleId ?? ''), JSON.stringify([each, rules])).toBe(false);
      }
    }
    expect(seen).toBeGreaterThan(20);
  });

  it('removing a dead or redundant row, or merging rows, sends nothing elsewhere', () => {
    const seen = new Map<string, number>();
    for (const { rules, found } of rounds)
      for (const each of kindOf(found, 'dead', 'redundant', 'mergeable')) {
        seen.set(each.kind, (seen.get(each.kind) ?? 0) + 1);
        const fix = each.fixes.find(({ kind }) => kind === 'remove' || kind === 'merge');
        const after = fix ? applyFix(rules, fix, 'new') : [];
        for (const at of moments)
          expect(groupsOf(after, at), JSON.stringify([each, rules])).toEqual(groupsOf(rules, at));
      }
    expect(seen.get('redundant')).toBeGreaterThan(8);
  });

  it('all dead and redundant rows can go together', () => {
    for (const { rules, found } of rounds) {
      const gone = new Set(kindOf(found, 'dead', 'redundant').map(({ ruleId }) => ruleId));
      const after = rules.filter(({ id }) => !gone.has(id));
      for (const at of moments) expect(groupsOf(after, at)).toEqual(groupsOf(rules, at));
    }
  });

  it('a rule without nested groups, ages or sets that never wins is said to be dead', () => {
    for (const { rules, found } of rounds) {
      const isPlain = rules.every(
        ({ condition }) => !/since|need|stores|valid/.test(JSON.stringify(condition)),
      );
      if (!isPlain) continue;
      const winners = winnersOf(rules);
      const said = new Set(kindOf(found, 'dead', 'impossible', 'expired').map(({ ruleId }) => ruleId));
      expect(rules.filter(({ id, isOn }) => isOn && !winners.has(id)).every(({ id }) => said.has(id))).toBe(
        true,
      );
    }
  });

  it('an analysis that followed edits says what a new one says', () => {
    for (const { rules, given } of rounds.slice(0, 40)) {
      const next = chanceFrom(rules.length);
      const traffic = everything
        .filter(() => next() < 0.02)
        .map((facts) => ({ facts, count: 1 + Math.floor(next() * 9) }));
      const analyser = makeAnalyser({ ...given, traffic });
      let now: readonly Rule[] = rules;
      for (let each = 0; each < 5; each += 1) {
        now = anyEdit(now, next);
        analyser.edit(now);
        const fresh = makeAnalyser({ ...given, traffic, rules: now });
        expect(analyser.findings()).toEqual(fresh.findings());
      }
    }
  });
});

function anyEdit(rules: readonly Rule[], next: Chance): readonly Rule[] {
  const at = Math.floor(next() * (rules.length - 1));
  const rule = rules[at];
  const kind = next();
  if (!rule) return rules;
  if (kind < 0.4)
    return rules.with(at, { ...rule, condition: { all: [anyCondition(next, 1), anyTest(next)] } });
  if (kind < 0.6) return rules.toSpliced(at, 1).toSpliced(Math.floor(next() * (rules.length - 2)), 0, rule);
  if (kind < 0.8)
    return rules.toSpliced(at, 0, { ...rule, id: `${rule.id}+`, condition: anyCondition(next, 2) });
  return rules.length > 3 ? rules.toSpliced(at, 1) : rules;
}
