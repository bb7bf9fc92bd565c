// spine.route: 100,000 opportunities through 120 rules, each decision durable, against the floor.
import { benchRules } from '#support/routing-bench-data';
import { type Run, tryRouting } from '#support/routing-floor';
import { type Bench, type BenchLine, median, significant } from './bench.ts';

const OPPORTUNITIES = 100_000;
const RULES = 120;

export const benches: readonly Bench[] = [{ name: 'spine.route', run: measure }];

async function measure(): Promise<BenchLine> {
  const tried = await tryRouting({
    opportunities: OPPORTUNITIES,
    rules: benchRules(RULES),
    repeats: 5,
    checked: OPPORTUNITIES,
  });
  const { floor, ours, equal } = tried;
  const perOpportunity = (runs: readonly Run[]) => (median(runs.map(({ ms }) => ms)) * 1000) / OPPORTUNITIES;
  // Each pair ran side by side: what else the machine did weighs on both.
  const against = (figure: (run: Run) => number) =>
    median(ours.map((run, turn) => figure(run) / figure(floor[turn] ?? run)));
  const ratio = against(({ ms }) => ms);
  return {
    bench: 'spine.route',
    size: `${OPPORTUNITIES.toLocaleString('en')} opportunities × ${RULES} rules`,
    ours: significant(perOpportunity(ours)),
    unit: 'µs per opportunity',
    floor: significant(perOpportunity(floor)),
    peers: {},
    ratio: significant(ratio),
    equal,
    also: {
      cpuRatio: significant(against(({ cpuMs }) => cpuMs)),
      bytesPerDecision: tried.bytesPerDecision,
      chunkMs: significant(median(ours.map(({ chunkMs }) => chunkMs))),
    },
    goal: 'ratio ≤ 3',
    met: ratio <= 3 && equal,
  };
}
