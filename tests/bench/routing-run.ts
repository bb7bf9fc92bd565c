// routing.run: 1,000,000 opportunities through 1,000 rules, each decision durable, against the floor, and against the
// same run with the rules read one by one (its matching measured on a sample). ROUTING_RUN_SIZE makes it smaller.
import { deepRules } from '#support/routing-bench-data';
import { type Run, tryRouting } from '#support/routing-floor';
import { type Bench, type BenchLine, median, significant } from './bench.ts';

const OPPORTUNITIES = Number(process.env['ROUTING_RUN_SIZE'] ?? 1_000_000);
const RULES = 1_000;

export const benches: readonly Bench[] = [{ name: 'routing.run', run: measure }];

async function measure(): Promise<BenchLine> {
  const rules = deepRules(RULES);
  const tried = await tryRouting({ opportunities: OPPORTUNITIES, rules, repeats: 3, checked: 20_000 });
  const { floor, ours, equal, bytesPerDecision } = tried;
  const each = (runs: readonly Run[]) => (median(runs.map(({ ms }) => ms)) * 1000) / OPPORTUNITIES;
  const against = (figure: (run: Run) => number) =>
    median(ours.map((run, turn) => figure(run) / figure(floor[turn] ?? run)));
  const ratio = against(({ ms }) => ms);
  return {
    bench: 'routing.run',
    size: `${OPPORTUNITIES.toLocaleString('en')} opportunities × ${RULES.toLocaleString('en')} rules`,
    ours: significant(each(ours)),
    unit: 'µs per opportunity',
    floor: significant(each(floor)),
    peers: { floorAndInterpreter: significant(each(floor) + tried.interpreterUs) },
    ratio: significant(ratio),
    equal,
    also: {
      seconds: significant((each(ours) * OPPORTUNITIES) / 1e6),
      cpuRatio: significant(against(({ cpuMs }) => cpuMs)),
      bytesPerDecision,
      chunkMs: significant(median(ours.map(({ chunkMs }) => chunkMs))),
    },
    goal: 'ratio ≤ 1.5, ≤ 400 bytes a decision',
    met: ratio <= 1.5 && equal && bytesPerDecision <= 400,
  };
}
