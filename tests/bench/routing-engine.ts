// routing.match-*, batch-*, growth, compile, recompile: the rule index against a reading rule by rule, GoRules ZEN and
// json-rules-engine, all on the same rules and opportunities, answers compared one by one.
import {
  columnsBuilder,
  compile,
  compileIndex,
  firstMatch,
  matchColumns,
  matcherOf,
  reindex,
  type Rule,
} from '#domain/rules';
import { BENCH_ATTRIBUTES, benchFacts, deepRules } from '#support/routing-bench-data';
import { runJsonRules, runZen, withDays } from '#support/routing-peers';
import { type Bench, type BenchLine, median, significant } from './bench.ts';

const NOW = Date.UTC(2026, 10, 22);
const PEOPLE = 100_000;
const REPEATS = 5;
/** Edits of one kind: somebody who edits does not stop after five. */
const EDITS = 25;

export const benches: readonly Bench[] = [
  { name: 'routing.match-1k', run: () => matching(1000, { mean: 0.8, p99: 5 }) },
  { name: 'routing.match-10k', run: () => matching(10_000, { mean: 2, p99: 20 }) },
  { name: 'routing.batch-1k', run: () => batching(1000, 0.3) },
  { name: 'routing.batch-10k', run: () => batching(10_000, 1) },
  { name: 'routing.growth', run: growth },
  { name: 'routing.compile', run: compiling },
  { name: 'routing.recompile', run: recompiling },
];

/** µs for each of many, the middle of some repeats. */
function timed(count: number, work: () => void, repeats = REPEATS): number {
  work();
  return median(
    Array.from({ length: repeats }, () => {
      const began = performance.now();
      work();
      return ((performance.now() - began) * 1000) / count;
    }),
  );
}

async function matching(size: number, goal: { mean: number; p99: number }): Promise<BenchLine> {
  const rules = deepRules(size);
  const people = benchFacts(PEOPLE, NOW);
  const match = compile(rules);
  const winners: (Rule | undefined)[] = [];
  const mean = timed(PEOPLE, () => {
    for (let at = 0; at < PEOPLE; at += 1) winners[at] = match(people[at] ?? {}, NOW);
  });
  const p99 = slowestPercent(people, (facts) => match(facts, NOW));
  const sample = size > 5000 ? 500 : 2000;
  const naive = timedOnce(sample, (at) => firstMatch(rules, people[at] ?? {}, NOW)?.id ?? '');
  const seen = people.slice(0, sample).map((facts) => withDays(facts, NOW));
  const zen = await runZen(rules, seen.slice(0, size > 5000 ? 60 : 400), BENCH_ATTRIBUTES);
  const json = await runJsonRules(rules, seen.slice(0, size > 5000 ? 3 : 20));
  const equal = [naive.winners, zen.winners, json.winners].every((all) =>
    all.every((id, at) => id === (winners[at]?.id ?? '')),
  );
  const peers = {
    interpreter: significant(naive.microseconds),
    'GoRules ZEN': significant(zen.microseconds),
    'json-rules-engine': significant(json.microseconds),
  };
  return {
    bench: size > 5000 ? 'routing.match-10k' : 'routing.match-1k',
    size: `${PEOPLE.toLocaleString('en')} opportunities × ${size.toLocaleString('en')} rules, object in, decision out`,
    ours: significant(mean),
    unit: 'µs per opportunity',
    floor: null,
    peers,
    ratio: significant(mean / Math.min(...Object.values(peers))),
    equal,
    also: { p99: significant(p99) },
    goal: `mean ≤ ${goal.mean}, p99 ≤ ${goal.p99}`,
    met: mean <= goal.mean && p99 <= goal.p99 && equal,
  };
}

function timedOnce(count: number, ask: (at: number) => string) {
  const winners: string[] = [];
  const began = performance.now();
  for (let at = 0; at < count; at += 1) winners.push(ask(at));
  return { winners, microseconds: ((performance.now() - began) * 1000) / count };
}

/** The 99th percentile of single calls, in µs, less what reading the clock takes. */
function slowestPercent<T>(people: readonly T[], ask: (one: T) => unknown): number {
  const took = new Float64Array(people.length);
  const clock = new Float64Array(people.length);
  for (const [at, one] of people.entries()) {
    const began = process.hrtime.bigint();
    ask(one);
    took[at] = Number(process.hrtime.bigint() - began);
    const again = process.hrtime.bigint();
    clock[at] = Number(process.hrtime.bigint() - again);
  }
  return (
    Math.max(
      0,
      (took.sort()[Math.floor(people.length * 0.99)] ?? 0) - (clock.sort()[people.length >> 1] ?? 0),
    ) / 1000
  );
}

function columnsOf(people: readonly Record<string, unknown>[]) {
  const builder = columnsBuilder(BENCH_ATTRIBUTES, people.length);
  for (const facts of people) builder.add(facts);
  return builder.finish();
}

async function batching(size: number, goal: number): Promise<BenchLine> {
  const rules = deepRules(size);
  const people = benchFacts(PEOPLE, NOW);
  const columns = columnsOf(people);
  const index = compileIndex(rules);
  const out = new Int32Array(PEOPLE);
  const ours = timed(PEOPLE, () => matchColumns(index, columns, NOW, out));
  const find = matcherOf(index);
  const equal =
    people.every((facts, at) => find(facts, NOW) === out[at]) &&
    people.slice(0, 300).every((facts, at) => rules[out[at] ?? -1] === firstMatch(rules, facts, NOW));
  const objects = timed(PEOPLE, () => {
    for (let at = 0; at < PEOPLE; at += 1) find(people[at] ?? {}, NOW);
  });
  return {
    bench: size > 5000 ? 'routing.batch-10k' : 'routing.batch-1k',
    size: `${PEOPLE.toLocaleString('en')} opportunities in columns × ${size.toLocaleString('en')} rules`,
    ours: significant(ours),
    unit: 'µs per opportunity',
    floor: null,
    peers: { 'one by one from objects': significant(objects) },
    ratio: significant(ours / objects),
    equal,
    goal: `≤ ${goal}`,
    met: ours <= goal && equal,
  };
}

async function growth(): Promise<BenchLine> {
  const people = benchFacts(PEOPLE, NOW);
  const cost = new Map<number, number>();
  for (const size of [100, 1000, 10_000]) {
    const match = compile(deepRules(size));
    const each = timed(PEOPLE, () => {
      for (let at = 0; at < PEOPLE; at += 1) match(people[at] ?? {}, NOW);
    });
    cost.set(size, each);
  }
  const few = cost.get(100) ?? 0;
  const many = cost.get(10_000) ?? 0;
  return {
    bench: 'routing.growth',
    size: `${PEOPLE.toLocaleString('en')} opportunities × 100, 1,000 and 10,000 rules`,
    ours: significant(many / few),
    unit: 'times the cost at 100 rules',
    floor: null,
    peers: {},
    ratio: null,
    equal: null,
    also: Object.fromEntries([...cost].map(([size, each]) => [`µs at ${size}`, significant(each)])),
    goal: '≤ 4',
    met: many / few <= 4,
  };
}

async function compiling(): Promise<BenchLine> {
  const rules = deepRules(10_000);
  const ms = timed(1000, () => void compileIndex(rules));
  return {
    ...SIMPLE,
    bench: 'routing.compile',
    size: '10,000 rules',
    ours: significant(ms),
    goal: '≤ 300',
    met: ms <= 300,
  };
}

const SIMPLE = { unit: 'ms', floor: null, peers: {}, ratio: null, equal: null } as const;

/** One edit of each kind, far from the end; every edited index is asked for the same answers as a fresh one. */
async function recompiling(): Promise<BenchLine> {
  const rules = deepRules(10_000);
  const index = compileIndex(rules);
  const people = benchFacts(2000, NOW);
  const some = rules[17] as Rule;
  const changed: Rule = {
    ...some,
    id: 'new',
    condition: {
      all: [
        { op: 'equals', attribute: 'city', value: 'a city nobody named' },
        { op: 'between', attribute: 'staff', min: 3.5, max: 7.25 },
      ],
    },
  };
  const edits: Record<string, readonly Rule[]> = {
    change: rules.with(20, changed),
    add: rules.toSpliced(20, 0, changed),
    remove: rules.toSpliced(20, 1),
    move: rules.toSpliced(20, 1).toSpliced(9000, 0, rules[20] as Rule),
    switch: rules.with(20, { ...(rules[20] as Rule), isOn: false }),
  };
  const took: Record<string, number> = {};
  let equal = true;
  for (const [kind, list] of Object.entries(edits)) {
    took[kind] = significant(timed(1000, () => void reindex(index, list), EDITS));
    const edited = matcherOf(reindex(index, list));
    const fresh = matcherOf(compileIndex(list));
    equal &&= people.every((facts) => edited(facts, NOW) === fresh(facts, NOW));
  }
  const worst = Math.max(...Object.values(took));
  const whole = timed(1000, () => void compileIndex(rules));
  return {
    ...SIMPLE,
    bench: 'routing.recompile',
    size: '10,000 rules, one row changed, added, removed, moved or switched off; the slowest of them',
    ours: worst,
    peers: { 'compiling anew': significant(whole) },
    ratio: significant(worst / whole),
    equal,
    also: took,
    goal: '≤ 20',
    met: worst <= 20 && equal,
  };
}
