// routing.analysis and routing.analysis-edit: 10,000 rules with 200 defects in them, and recent traffic of 1,500 rows.
import { type Analyser, type Given, makeAnalyser } from '#domain/analysis';
import { type Condition, conjuncts } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { plant } from '#support/analysis-defects';
import { type Bench, type BenchLine, median, significant } from './bench.ts';

const RULES = 10_000;
const DEFECTS = 200;
const TIMES = 5;
const PEER_RULES = 2000;
const SIZE = `${RULES.toLocaleString('en')} rules with ${DEFECTS} defects, the middle of ${TIMES}`;

function timed<T>(work: () => T): { ms: number; value: T } {
  const from = performance.now();
  const value = work();
  return { ms: performance.now() - from, value };
}

const analysed = (given: Given): Analyser => {
  const analyser = makeAnalyser(given);
  while (analyser.more());
  analyser.findings();
  return analyser;
};

async function full(): Promise<BenchLine> {
  const { given, planted } = plant(RULES, DEFECTS, 12);
  analysed({ ...given, rules: given.rules.slice(-1000) });
  const runs = Array.from({ length: TIMES }, () => timed(() => analysed(given)));
  const ours = median(runs.map(({ ms }) => ms));
  const found = new Set(runs[0]?.value.allFindings().map(({ kind, ruleId }) => `${kind} ${ruleId}`));
  const known = planted.filter(({ kind }) => kind !== 'gap');
  const recall = known.filter(({ kind, about }) => found.has(`${kind} ${about}`)).length / known.length;
  // All pairs cost with the square of the rules: measured on fewer, and named with what it would come to.
  const some = given.rules.slice(0, PEER_RULES);
  const pairs = timed(() => shadowedByPairs(some));
  const isSame = pairs.value.every((id) => found.has(`dead ${id}`));
  const allPairs = pairs.ms * (given.rules.length / PEER_RULES) ** 2;
  return {
    bench: 'routing.analysis',
    size: SIZE,
    ours: significant(ours),
    unit: 'ms',
    floor: null,
    peers: { 'all pairs for single shadows, from 2,000 rules': significant(allPairs) },
    ratio: significant(ours / allPairs),
    equal: isSame && recall >= 0.99,
    also: { recall: significant(recall), slowestMs: significant(Math.max(...runs.map(({ ms }) => ms))) },
    goal: '≤ 500 ms',
    met: ours <= 500,
  };
}

async function afterOneEdit(): Promise<BenchLine> {
  const { given } = plant(RULES, DEFECTS, 12);
  const analyser = analysed(given);
  let rules = given.rules;
  const taken: number[] = [];
  let isEqual = true;
  for (let each = 0; each < 2 * TIMES; each += 1) {
    const at = Math.floor(((each + 0.5) * rules.length) / (2 * TIMES));
    const other = rules[(at + 500) % (rules.length - 1)];
    const rule = rules[at];
    if (!rule || !other) break;
    rules = rules.with(at, { ...rule, condition: other.condition });
    const { ms } = timed(() => {
      analyser.edit(rules);
      return analyser.findings();
    });
    taken.push(ms);
    if (each % TIMES === 0)
      isEqual &&=
        JSON.stringify(analyser.findings()) === JSON.stringify(analysed({ ...given, rules }).findings());
  }
  const ours = median(taken);
  return {
    bench: 'routing.analysis-edit',
    size: `${RULES.toLocaleString('en')} rules with ${DEFECTS} defects, one changed; the middle of ${2 * TIMES}`,
    ours: significant(ours),
    unit: 'ms',
    floor: null,
    peers: {},
    ratio: null,
    equal: isEqual,
    also: { slowestMs: significant(Math.max(...taken)) },
    goal: '≤ 50 ms',
    met: ours <= 50,
  };
}

/** Rules of which an earlier one asks no more: the check that compares all pairs, test by test. */
function shadowedByPairs(rules: readonly Rule[]): string[] {
  const tests = rules.map(
    (rule) => new Map(conjuncts(rule.condition).map((part) => [keyOf(part), valuesOf(part)])),
  );
  return rules.flatMap((rule, at) => {
    const own = tests[at];
    const isShadowed = tests.slice(0, at).some((earlier, before) => {
      if (
        !rules[before]?.isOn ||
        rules[before]?.validTo !== undefined ||
        !rule.isOn ||
        rule.validTo !== undefined
      )
        return false;
      for (const [key, values] of earlier) {
        const mine = own?.get(key);
        if (!mine || !mine.every((value) => values.includes(value))) return false;
      }
      return true;
    });
    return isShadowed ? [rule.id] : [];
  });
}

function keyOf(part: Condition): string {
  if (!('op' in part)) return JSON.stringify(part);
  return part.op === 'equals' || part.op === 'oneOf' ? part.attribute : JSON.stringify(part);
}

function valuesOf(part: Condition): readonly unknown[] {
  if (!('op' in part)) return [];
  return part.op === 'equals' ? [part.value] : part.op === 'oneOf' ? part.values : [];
}

export const benches: readonly Bench[] = [
  { name: 'routing.analysis', run: full },
  { name: 'routing.analysis-edit', run: afterOneEdit },
];
