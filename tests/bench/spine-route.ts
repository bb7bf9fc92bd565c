// spine.route: 100,000 opportunities through 120 rules, each decision durable, against the floor: the same rows read
// and written by the same statements in the same transactions, with every answer known beforehand.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Group } from '#domain/distribution';
import { firstMatch, type Rule } from '#domain/rules';
import type { Job } from '#jobs/job';
import { jobs } from '#jobs/registry';
import { runJob } from '#jobs/run';
import { type Console, openConsole } from '#main';
import { placesIn } from '#store/places';
import { queueJob } from '#store/jobs';
import { decisionWriter, loadGroups, type NewDecision, waitingReader } from '#store/routing-run';
import { type Bench, type BenchLine, median, significant } from './bench.ts';
import { arrange, furnish } from '#support/routing-office';
import { benchRules, fillRouting, RULE_SET } from '#support/routing-bench-data';

const OPPORTUNITIES = 100_000;
const RULES = 120;
const REPEATS = 5;

export const benches: readonly Bench[] = [{ name: 'spine.route', run: measure }];

async function measure(): Promise<BenchLine> {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-bench-'));
  try {
    const base = await prepare(join(folder, 'base'));
    const rules = benchRules(RULES);
    const first = await routeIn(base, join(folder, 'first'), jobs['routing.run'] as Job);
    const known = readKnown(first.console);
    const equal = agrees(first.console, rules);
    const decisionBytes = bytesOfDecisions(first.console);
    await first.console.close();
    const sides = {
      floor: { job: floorJob(known), runs: [] as Run[] },
      ours: { job: jobs['routing.run'] as Job, runs: [] as Run[] },
    };
    for (let turn = 0; turn < REPEATS; turn += 1)
      for (const [name, { job, runs }] of Object.entries(sides)) {
        const home = join(folder, `${name}-${turn}`);
        const { console, ...run } = await routeIn(base, home, job);
        await console.close();
        rmSync(home, { recursive: true });
        runs.push(run);
        process.stderr.write(`  ${name} ${Math.round(run.ms)} ms, ${Math.round(run.cpuMs)} ms of CPU\n`);
      }
    const { floor, ours } = sides;
    const perOpportunity = ({ runs }: typeof ours) =>
      (median(runs.map(({ ms }) => ms)) * 1000) / OPPORTUNITIES;
    // Each pair ran side by side: what else the machine did weighs on both.
    const against = (figure: (run: Run) => number) =>
      median(ours.runs.map((run, turn) => figure(run) / figure(floor.runs[turn] ?? run)));
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
        bytesPerDecision: decisionBytes,
        chunkMs: significant(median(ours.runs.map(({ chunkMs }) => chunkMs))),
      },
      goal: 'ratio ≤ 3',
      met: ratio <= 3 && equal,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A closed store with everything in it and nothing routed, to be copied for each run. */
async function prepare(home: string): Promise<string> {
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  await arrange(console, () => {
    furnish(console, []);
    fillRouting(console.store.raw, OPPORTUNITIES, benchRules(RULES));
  });
  console.store.raw.pragma('wal_checkpoint(TRUNCATE)');
  await console.close();
  return placesIn(home).db;
}

/** How long a run took, on the clock and of the CPU, and its middle chunk. */
type Run = { readonly ms: number; readonly cpuMs: number; readonly chunkMs: number };

async function routeIn(base: string, home: string, job: Job): Promise<Run & { console: Console }> {
  const made = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  await made.close();
  copyFileSync(base, placesIn(home).db);
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  const { store, env } = console;
  const input = { ruleSetId: RULE_SET, retryUnassigned: false };
  await queueJob(store.db, { id: 'run', kind: 'routing.run', input, actorId: 'system', at: env.now() });
  const chunks: number[] = [];
  const timed: Job = (ctx) =>
    job({
      ...ctx,
      chunk: (work) => {
        const began = performance.now();
        const value = ctx.chunk(work);
        chunks.push(performance.now() - began);
        return value;
      },
    });
  const cpu = process.cpuUsage();
  const began = performance.now();
  const ending = await runJob(store, env, 'run', { registry: { 'routing.run': timed } });
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  if (ending?.status !== 'done') throw new Error(JSON.stringify(ending));
  return { console, ms, cpuMs: (user + system) / 1000, chunkMs: median(chunks) };
}

type Known = {
  readonly frames: readonly { size: number; groups: string; seed: number; versionId: string }[];
  readonly decisions: readonly NewDecision[];
};

/** What the rules will say, in the order in which it is asked. */
function readKnown({ store: { raw } }: Console): Known {
  const frames = raw
    .prepare(
      `SELECT last_decision_id - first_decision_id + 1 AS size, groups, seed, version_id AS versionId FROM decision_frames ORDER BY id`,
    )
    .all() as Known['frames'];
  const decisions = raw
    .prepare(
      `SELECT opportunity_id AS opportunityId, rule_id AS ruleId, group_id AS groupId, rep_id AS repId, reason, propensity, evidence FROM decisions ORDER BY id`,
    )
    .all() as NewDecision[];
  return { frames, decisions };
}

/** Reads and writes what a run does, and decides nothing. */
function floorJob({ frames, decisions }: Known): Job {
  return (ctx) => {
    const { raw } = ctx.store;
    const next = waitingReader(raw, false);
    const writer = decisionWriter(raw);
    const { groups } = loadGroups(raw);
    const total = decisions.length;
    let after = 0;
    let done = 0;
    for (const { size, groups: standings, seed, versionId } of frames) {
      ctx.chunk(() => {
        const rows = next(after, Number.MAX_SAFE_INTEGER, size);
        const made = rows.map((row, index) => ({
          ...(decisions[done + index] as NewDecision),
          evidence: row[1],
        }));
        const firstDecisionId = writer.nextDecisionId();
        const frame = {
          runId: 'run',
          versionId,
          seed,
          decidedAt: ctx.env.now(),
          firstDecisionId,
          groups: standings,
        };
        writer.writeFrame(frame, made);
        for (const id of Object.keys(JSON.parse(standings) as object))
          writer.writeTurns(groups.get(id) as Group, new Map());
        after = rows.at(-1)?.[0] ?? after;
        done += rows.length;
        return { value: null, progress: { phase: 'routing', done, total, token: { after } } };
      });
    }
    if (done !== total) throw new Error(`The floor wrote ${done} of ${total}.`);
  };
}

/** Whether reading the rules one by one names the same rule for every opportunity. */
function agrees({ store: { raw } }: Console, rules: readonly Rule[]): boolean {
  const rows = raw
    .prepare(
      `SELECT d.rule_id AS ruleId, d.evidence, f.decided_at AS at, d.rep_id AS repId FROM decisions d JOIN decision_frames f ON f.id = d.frame_id`,
    )
    .all() as { ruleId: string | null; evidence: string; at: number; repId: string | null }[];
  return (
    rows.length === OPPORTUNITIES &&
    rows.every(
      ({ ruleId, evidence, at }) =>
        (firstMatch(rules, JSON.parse(evidence) as Record<string, unknown>, at)?.id ?? null) === ruleId,
    )
  );
}

/** What a decision takes in the store, with its share of frames and rosters and its own two indexes. */
function bytesOfDecisions({ store: { raw } }: Console): number {
  const bytes = raw
    .prepare(
      `SELECT sum(pgsize) FROM dbstat WHERE name IN ('decisions', 'decision_frames', 'group_rosters', 'decisions_by_opportunity', 'decisions_by_rep')`,
    )
    .pluck()
    .get();
  return Math.round(Number(bytes) / OPPORTUNITIES);
}
