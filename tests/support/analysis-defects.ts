import type { FindingKind, Given, History, TrafficRow } from '#domain/analysis';
import type { Condition, Test } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { chanceFrom, cleanRules, code, DAY, factsIn, givenFor, NOW } from '#support/analysis-rules';

/** A defect put into clean rules: what should be found, and about which rule (for a gap: which campaign). */
export type Planted = { readonly kind: FindingKind; readonly about: string };

const KINDS = [
  'deadByOne',
  'deadByUnion',
  'redundant',
  'impossible',
  'unknownValue',
  'unknownAttribute',
  'groupOff',
  'groupEmpty',
  'groupAway',
  'expired',
  'reviewDue',
  'noHits',
  'masked',
  'mergeable',
] as const;
type Kind = (typeof KINDS)[number];

const GAPS = 4;

type Garden = {
  rules: Rule[];
  readonly planted: Planted[];
  readonly traffic: TrafficRow[];
  readonly history: Map<string, History>;
  readonly next: () => number;
};

const testsOf = ({ condition }: Rule) => ('all' in condition ? condition.all : [condition]);
const tier = (...values: number[]): Test => ({
  op: 'oneOf',
  attribute: 'tier',
  values: values.map((at) => code('tier', at)),
});

/** Clean rules with `defects` defects of all kinds in them, traffic, and what should be found. */
export function plant(
  rules: number,
  defects: number,
  seed: number,
): { given: Given; planted: readonly Planted[] } {
  const clean = cleanRules(rules, seed);
  const next = chanceFrom(seed + 1);
  const garden: Garden = { rules: clean, planted: [], traffic: [], history: new Map(), next };
  // Rules of one region each, far from each other: no two defects touch.
  const places = clean.filter((rule, at) => isPlace(rule, clean[at + 1]));
  const step = places.length / (defects - GAPS);
  if (step < 1) throw new Error(`${places.length} places are too few`);
  for (let each = 0; each < defects - GAPS; each += 1) {
    const rule = places[Math.floor(each * step)];
    const kind = KINDS[each % KINDS.length];
    if (rule && kind) plantOne(garden, rule, kind);
  }
  for (let each = 0; each < GAPS; each += 1) {
    const value = code('campaign', 10 + each);
    garden.traffic.push({ facts: { campaign: value }, count: 5000 + each });
    garden.planted.push({ kind: 'gap', about: value });
  }
  for (let each = 0; each < 1500; each += 1) {
    const rule = clean[Math.floor(next() * (clean.length - 1))];
    if (rule) garden.traffic.push({ facts: factsIn(rule.condition, next, 0.3), count: 1 });
  }
  const given = { ...givenFor(garden.rules, garden.traffic), history: garden.history };
  return { given, planted: garden.planted };
}

/** A rule without parts of its own, with a list of two values or more that can be divided. */
function isPlace(rule: Rule, after: Rule | undefined): boolean {
  const last = testsOf(rule).at(-1);
  return (
    after !== undefined &&
    last !== undefined &&
    'op' in last &&
    last.op === 'oneOf' &&
    last.attribute !== 'need' &&
    !testsOf(after).includes(last)
  );
}

const variant = (rule: Rule, suffix: string, tests: readonly Condition[], groupId = rule.groupId): Rule => ({
  ...rule,
  id: `${rule.id}-${suffix}`,
  name: `${rule.id}-${suffix}`,
  condition: { all: [...tests] },
  groupId,
});

const another = (groupId: string) => (groupId === 'group-38' ? 'group-39' : 'group-38');

function plantOne(garden: Garden, rule: Rule, kind: Kind): void {
  const { planted } = garden;
  const tests = testsOf(rule);
  const other = another(rule.groupId);
  const put = (found: FindingKind, about: Rule, rows: readonly Rule[]) => {
    garden.rules = garden.rules.flatMap((each) => (each === rule ? rows : [each]));
    planted.push({ kind: found, about: about.id });
  };
  switch (kind) {
    case 'deadByOne': {
      const dead = variant(rule, 'dead', [...tests, tier(0, 1)], other);
      return put('dead', dead, [rule, dead]);
    }
    case 'deadByUnion': {
      const first = variant(rule, 'first', [...tests, tier(0)], other);
      const rest: Test = { op: 'notOneOf', attribute: 'tier', values: [code('tier', 0)] };
      return put('dead', rule, [first, variant(rule, 'rest', [...tests, rest], 'group-37'), rule]);
    }
    case 'redundant': {
      const spare = variant(rule, 'spare', [...tests, tier(1)]);
      return put('redundant', spare, [spare, rule]);
    }
    case 'impossible': {
      const never = variant(rule, 'never', [...tests, tier(0), tier(1)], other);
      return put('impossible', never, [never, rule]);
    }
    case 'unknownValue': {
      const odd = { ...rule, condition: { all: tests.map(withUnknown) } };
      return put('unknownValue', odd, [odd]);
    }
    case 'unknownAttribute': {
      const odd = variant(
        rule,
        'odd',
        [...tests, { op: 'equals', attribute: 'nobodyKnows', value: 'x' }],
        other,
      );
      return put('unknownAttribute', odd, [odd, rule]);
    }
    case 'groupOff':
    case 'groupEmpty':
    case 'groupAway': {
      const groupId = { groupOff: 'group-off', groupEmpty: 'group-empty', groupAway: 'group-away' }[kind];
      const lost = { ...rule, groupId };
      return put(kind, lost, [lost]);
    }
    case 'expired': {
      const over = variant({ ...rule, validTo: NOW - DAY }, 'over', [...tests, tier(2)], other);
      return put('expired', over, [over, rule]);
    }
    case 'reviewDue': {
      const due = { ...rule, reviewAt: NOW - 3 * DAY };
      return put('reviewDue', due, [due]);
    }
    case 'noHits': {
      const idle = variant(
        rule,
        'idle',
        [...tests, { op: 'equals', attribute: 'campaign', value: code('campaign', 9) }],
        other,
      );
      garden.history.set(idle.id, { hits: 0, lastAt: null });
      return put('noHits', idle, [idle, rule]);
    }
    case 'masked': {
      const broad = variant(rule, 'broad', [...tests.slice(0, -1), wider(tests.at(-1)), tier(0)], other);
      for (let each = 0; each < 40; each += 1) {
        const facts = factsIn({ all: [...tests, tier(0)] }, garden.next, 0);
        garden.traffic.push({ facts, count: 5 });
      }
      return put('masked', rule, [broad, rule]);
    }
    case 'mergeable': {
      const [half, otherHalf] = halves(tests.at(-1));
      const one = variant(rule, 'one', [...tests.slice(0, -1), half]);
      return put('mergeable', one, [one, variant(rule, 'two', [...tests.slice(0, -1), otherHalf])]);
    }
  }
}

function withUnknown(condition: Condition, at: number, all: readonly Condition[]): Condition {
  if (at < all.length - 1 || !('op' in condition) || condition.op !== 'oneOf') return condition;
  return { ...condition, values: [...condition.values, 'nobody-has-this'] };
}

/** The same test with a value of its attribute more than it has: a rule that crosses the old one. */
function wider(condition: Condition | undefined): Test {
  if (!condition || !('op' in condition) || condition.op !== 'oneOf') throw new Error('not a list');
  const { attribute, values } = condition;
  const spare = Array.from({ length: 10 }, (_, at) => code(attribute, at)).find(
    (value) => !values.includes(value),
  );
  return { op: 'oneOf', attribute, values: [...values, spare ?? ''] };
}

function halves(condition: Condition | undefined): [Test, Test] {
  if (!condition || !('op' in condition) || condition.op !== 'oneOf') throw new Error('not a list');
  const { attribute, values } = condition;
  return [
    { op: 'oneOf', attribute, values: values.slice(0, 1) },
    { op: 'oneOf', attribute, values: values.slice(1) },
  ];
}
