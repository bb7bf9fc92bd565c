// routing.stats: per-rule and per-group statistics over 10,000,000 decisions, from the roll-up that a run's own writer
// keeps, against counting the decisions themselves. ROUTING_STATS_SIZE makes it smaller.
// routing.explain: one decision at the end of a full frame of 5,000, with 20,000 rules.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { runJob } from '#jobs/run';
import { type Console, openConsole, sessionAs } from '#main';
import type { Raw } from '#store/database';
import { COUNTED_ANEW, type Counted, countMiscounted, decisionCounter } from '#store/routing-counts';
import { deepRules, fillRouting, RULE_SET } from '#support/routing-bench-data';
import { arrange, furnish } from '#support/routing-office';
import { type Bench, type BenchLine, median, significant } from './bench.ts';

const DECISIONS = Number(process.env['ROUTING_STATS_SIZE'] ?? 10_000_000);
const RULES = 1_000;
const OPPORTUNITIES = 100_000;
const DAYS = 365;
const DAY = 86_400_000;
const FRAME = 5_000;

export const benches: readonly Bench[] = [
  { name: 'routing.stats', run: measureStats },
  { name: 'routing.explain', run: measureExplain },
];

async function opened(opportunities: number, rules: number): Promise<Console> {
  const console = await openConsole({
    home: mkdtempSync(join(tmpdir(), 'switchyard-bench-')),
    jobs: 'byHand',
    ballastBytes: 0,
  });
  await arrange(console, () => {
    furnish(console, []);
    fillRouting(console.store.raw, opportunities, deepRules(rules));
  });
  return console;
}

async function closed(console: Console): Promise<void> {
  const home = dirname(console.store.raw.name);
  await console.close();
  rmSync(home, { recursive: true, force: true });
}

async function ask<K extends OperationName>(
  console: Console,
  name: K,
  input: InputOf<K>,
): Promise<OutputOf<K>> {
  const reply = await console.dispatch(sessionAs(), name, input);
  if (!reply.ok) throw new Error(JSON.stringify(reply.error));
  return reply.value as OutputOf<K>;
}

async function times<T>(count: number, work: () => Promise<T>): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return taken;
}

async function measureStats(): Promise<BenchLine> {
  const console = await opened(OPPORTUNITIES, RULES);
  const { raw } = console.store;
  await arrange(console, () =>
    raw.exec(
      `UPDATE opportunities SET status = CASE id % 10 WHEN 0 THEN 'won' WHEN 1 THEN 'lost' ELSE 'open' END`,
    ),
  );
  fillDecisions(raw, console.env.now() - DAYS * DAY);
  const asked = { ruleSetId: RULE_SET };
  const byRule = () => ask(console, 'routing.listRuleStats', { ...asked, limit: 500, sort: 'decided' });
  await byRule();
  const rules = await times(5, byRule);
  const groups = await times(5, () => ask(console, 'routing.listGroupStats', asked));
  const totals = await times(5, () => ask(console, 'routing.getStats', asked));
  const began = performance.now();
  const counted = raw
    .prepare(`SELECT ${COUNTED_ANEW.columns} FROM ${COUNTED_ANEW.from} GROUP BY d.rule_id`)
    .all();
  const peer = performance.now() - began;
  const told = await byRule();
  const equal =
    countMiscounted(raw) === 0 &&
    told.rows.every(({ ruleId, decided, won }) =>
      (counted as { rule_id: string; decided: number; won: number }[]).some(
        (row) => row.rule_id === ruleId && row.decided === decided && row.won === won,
      ),
    );
  const rows = Number(raw.prepare('SELECT count(*) FROM decision_counts').pluck().get());
  await closed(console);
  const ours = median(rules);
  return {
    bench: 'routing.stats',
    size: `${DECISIONS.toLocaleString('en')} decisions of ${RULES.toLocaleString('en')} rules in ${DAYS} days`,
    ours: significant(ours),
    unit: 'ms for the statistics of every rule',
    floor: null,
    peers: { groupByOverTheDecisions: significant(peer) },
    ratio: significant(ours / peer),
    equal,
    also: {
      groupsMs: significant(median(groups)),
      totalsAndDaysMs: significant(median(totals)),
      rollUpRows: rows,
    },
    goal: '≤ 500 ms',
    met: Math.max(ours, median(groups), median(totals)) <= 500 && equal,
  };
}

/** Real rows, each counted as a run counts it; only what they were decided from is left out. */
function fillDecisions(raw: Raw, from: number): void {
  const rules = raw.prepare(`SELECT id, group_id AS groupId FROM routing_rules ORDER BY position`).all() as {
    id: string;
    groupId: string;
  }[];
  const frame = raw.prepare(
    `INSERT INTO decision_frames (run_id, version_id, seed, decided_at, first_decision_id, last_decision_id, groups)
     VALUES (?, 'version', 1, ?, ?, ?, '{}')`,
  );
  const decision = raw.prepare(
    `INSERT INTO decisions (id, opportunity_id, frame_id, rule_id, group_id, rep_id, reason, propensity, evidence)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, '{}')`,
  );
  const count = decisionCounter(raw);
  // Only the filling is made short: what is measured reads a whole store, indexes and all.
  raw.pragma('synchronous = OFF');
  const indexes = raw
    .prepare(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'decisions' AND sql IS NOT NULL`,
    )
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) raw.exec(`DROP INDEX ${name}`);
  const frames = Math.ceil(DECISIONS / FRAME);
  let id = 1;
  let state = 5;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const write = raw.transaction((index: number) => {
    const size = Math.min(FRAME, DECISIONS - index * FRAME);
    const decidedAt = Math.floor(from + (index * DAYS * DAY) / frames);
    const frameId = frame.run('bench', decidedAt, id, id + size - 1).lastInsertRowid;
    const made: Counted[] = [];
    for (let at = 0; at < size; at += 1) {
      const opportunityId = 1 + ((id * 7919) % OPPORTUNITIES);
      // Low rules far more often than high ones.
      const rule = rules[Math.floor(RULES ** next()) - 1] ?? { id: 'rule', groupId: 'group-0' };
      const isRouted = next() < 0.95;
      const [repId, reason] = isRouted ? [`rep-${id % 60}`, 'routed'] : [null, 'allAtCap'];
      const { id: ruleId, groupId } = rule;
      decision.run(id, opportunityId, frameId, ruleId, groupId, repId, reason, isRouted ? 0.2 : null);
      const won = opportunityId % 10;
      const status = won === 0 ? 'won' : won === 1 ? 'lost' : 'open';
      made.push({ ruleId, ruleGroupId: groupId, groupId, repId, reason, status });
      id += 1;
    }
    count({ versionId: 'version', decidedAt }, made);
  });
  for (let index = 0; index < frames; index += 1) {
    write(index);
    if (index % 200 === 199) {
      raw.pragma('wal_checkpoint(TRUNCATE)');
      process.stderr.write(`  ${(id - 1).toLocaleString('en')} decisions\n`);
    }
  }
  for (const index of indexes) raw.exec(index.sql);
  raw.pragma('synchronous = FULL');
}

async function measureExplain(): Promise<BenchLine> {
  const rules = 20_000;
  const console = await opened(20_000, rules);
  const { raw } = console.store;
  const { jobId } = await ask(console, 'routing.runRouting', { ruleSetId: RULE_SET });
  const ending = await runJob(console.store, console.env, jobId);
  if (ending?.status !== 'done') throw new Error(JSON.stringify(ending));
  const frame = raw
    .prepare(
      `SELECT last_decision_id AS id, last_decision_id - first_decision_id + 1 AS size FROM decision_frames ORDER BY size DESC LIMIT 1`,
    )
    .get() as { id: number; size: number };
  const explain = (id: number) => ask(console, 'routing.explainDecision', { id });
  const [first = Number.NaN] = await times(1, () => explain(frame.id));
  const late = await times(9, () => explain(frame.id));
  const early = await times(9, () => explain(frame.id - frame.size + 1));
  const { reproduced } = await explain(frame.id);
  await closed(console);
  const ours = median(late);
  return {
    bench: 'routing.explain',
    size: `one decision, ${rules.toLocaleString('en')} rules, the last of ${frame.size.toLocaleString('en')} in its frame`,
    ours: significant(ours),
    unit: 'ms',
    floor: null,
    peers: {},
    ratio: null,
    equal: reproduced,
    also: { firstOfItsFrameMs: significant(median(early)), firstOfItsVersionMs: significant(first) },
    goal: '≤ 200 ms, made again the same',
    met: ours <= 200 && reproduced,
  };
}
