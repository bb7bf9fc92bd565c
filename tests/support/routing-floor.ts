// A run of the routing against its floor: the same rows read and written by the same statements in the same
// transactions, with every answer known beforehand.
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
import { loadGroups, turnWriter } from '#store/distribution';
import { decisionWriter, type NewDecision, waitingReader } from '#store/routing-run';
import { arrange, furnish } from './routing-office.ts';
import { fillRouting, RULE_SET } from './routing-bench-data.ts';

export type Trial = {
  readonly opportunities: number;
  readonly rules: readonly Rule[];
  readonly repeats: number;
  /** How many of the decisions are made again by reading rule after rule. */
  readonly checked: number;
};

/** How long a run took, on the clock and of the CPU, and its middle chunk. */
export type Run = { readonly ms: number; readonly cpuMs: number; readonly chunkMs: number };

export type Tried = {
  readonly floor: readonly Run[];
  readonly ours: readonly Run[];
  /** Whether reading the rules one by one names the same rule for every opportunity asked, and how long one took, in µs. */
  readonly equal: boolean;
  readonly interpreterUs: number;
  readonly bytesPerDecision: number;
};

/** Routes the same opportunities as a run does and as the floor does, in turns, each in a fresh copy of one store. */
export async function tryRouting({ opportunities, rules, repeats, checked }: Trial): Promise<Tried> {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-bench-'));
  try {
    const base = await prepare(join(folder, 'base'), opportunities, rules);
    const home = join(folder, 'first');
    const first = await routeIn(base, home, jobs['routing.run'] as Job);
    const known = readKnown(first.console);
    const again = interpret(first.console, rules, checked);
    const equal = again.equal && known.decisions.length === opportunities;
    const bytesPerDecision = bytesOfDecisions(first.console, opportunities);
    await first.console.close();
    rmSync(home, { recursive: true });
    const sides = {
      floor: { job: floorJob(known), runs: [] as Run[] },
      ours: { job: jobs['routing.run'] as Job, runs: [] as Run[] },
    };
    for (let turn = 0; turn < repeats; turn += 1)
      for (const [name, { job, runs }] of Object.entries(sides)) {
        const place = join(folder, `${name}-${turn}`);
        const { console, ...run } = await routeIn(base, place, job);
        await console.close();
        rmSync(place, { recursive: true });
        runs.push(run);
        process.stderr.write(`  ${name} ${Math.round(run.ms)} ms, ${Math.round(run.cpuMs)} ms of CPU\n`);
      }
    const { floor, ours } = sides;
    return { floor: floor.runs, ours: ours.runs, equal, interpreterUs: again.us, bytesPerDecision };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A closed store with everything in it and nothing routed, to be copied for each run. */
async function prepare(home: string, opportunities: number, rules: readonly Rule[]): Promise<string> {
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  await arrange(console, () => {
    furnish(console, []);
    fillRouting(console.store.raw, opportunities, rules);
  });
  console.store.raw.pragma('wal_checkpoint(TRUNCATE)');
  await console.close();
  return placesIn(home).db;
}

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
  const chunkMs = chunks.sort((a, b) => a - b)[Math.floor(chunks.length / 2)] ?? 0;
  return { console, ms, cpuMs: (user + system) / 1000, chunkMs };
}

type KnownDecision = Omit<NewDecision, 'evidence'>;
type Known = {
  readonly frames: readonly { size: number; groups: string; seed: number; versionId: string }[];
  readonly decisions: readonly KnownDecision[];
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
      `SELECT d.opportunity_id AS opportunityId, d.rule_id AS ruleId, d.group_id AS groupId, d.rep_id AS repId, d.reason,
        d.propensity, d.group_id AS ruleGroupId, o.status FROM decisions d JOIN opportunities o ON o.id = d.opportunity_id ORDER BY d.id`,
    )
    .all() as KnownDecision[];
  return { frames, decisions };
}

/** Reads and writes what a run does, and decides nothing. */
function floorJob({ frames, decisions }: Known): Job {
  return (ctx) => {
    const { raw } = ctx.store;
    const next = waitingReader(raw, { lines: ['produce'], retryUnassigned: false });
    const writer = decisionWriter(raw);
    const { groups } = loadGroups(raw);
    const writeTurns = turnWriter(raw);
    const total = decisions.length;
    let after = 0;
    let done = 0;
    for (const { size, groups: standings, seed, versionId } of frames) {
      ctx.chunk(() => {
        const rows = next(after, Number.MAX_SAFE_INTEGER, size);
        const made = rows.map((row, index) => ({
          ...(decisions[done + index] as KnownDecision),
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
          writeTurns(groups.get(id) as Group, '', new Map());
        after = rows.at(-1)?.[0] ?? after;
        done += rows.length;
        return { value: null, progress: { phase: 'routing', done, total, token: { after } } };
      });
    }
    if (done !== total) throw new Error(`The floor wrote ${done} of ${total}.`);
  };
}

function interpret({ store: { raw } }: Console, rules: readonly Rule[], count: number) {
  const every = Number(raw.prepare('SELECT max(1, count(*) / ?) FROM decisions').pluck().get(count));
  const rows = raw
    .prepare(
      `SELECT d.rule_id AS ruleId, d.evidence, f.decided_at AS at FROM decisions d
       JOIN decision_frames f ON f.id = d.frame_id WHERE d.id % ? = 0`,
    )
    .all(every) as { ruleId: string | null; evidence: string; at: number }[];
  const seen = rows.map((row) => ({ ...row, facts: JSON.parse(row.evidence) as Record<string, unknown> }));
  const began = performance.now();
  const named = seen.map(({ facts, at }) => firstMatch(rules, facts, at)?.id ?? null);
  const us = ((performance.now() - began) * 1000) / Math.max(1, rows.length);
  return { equal: rows.length > 0 && named.every((id, index) => id === seen[index]?.ruleId), us };
}

/** What a decision takes in the store, with its share of frames, rosters and the roll-up and its own two indexes. */
function bytesOfDecisions({ store: { raw } }: Console, count: number): number {
  const bytes = raw
    .prepare(
      `SELECT sum(pgsize) FROM dbstat WHERE name IN ('decisions', 'decision_frames', 'decision_frames_by_run',
        'group_rosters', 'group_rosters_by_group', 'decisions_by_opportunity', 'decisions_by_rep', 'decision_counts')`,
    )
    .pluck()
    .get();
  return Math.round(Number(bytes) / count);
}
