// routing.replay: a draft of 1,000 rules beside the published ones over 1,000,000 past opportunities, read from the store:
// cold (threads just started, nothing read) and warm (after an edit), whole and until the first counts are told.
import type { ReplayResult } from '#domain/replay';
import { factsAbout, testedBy } from '#domain/routing';
import { compile, firstMatch, type Rule } from '#domain/rules';
import type { Job } from '#jobs/job';
import { replayRules } from '#jobs/routing-replay';
import { runJob } from '#jobs/run';
import { type Console, openConsole } from '#main';
import { queueJob } from '#store/jobs';
import { findLastReplay, pastReader } from '#store/routing-replay';
import { benchRules, fillRouting, RULE_SET } from '#support/routing-bench-data';
import { arrange, furnish } from '#support/routing-office';
import { type Bench, type BenchLine, median, significant } from './bench.ts';
import { inFolder } from './folder.ts';

const OPPORTUNITIES = 1_000_000;
const RULES = 1_000;
const CHECKED = 2_000;

export const benches: readonly Bench[] = [{ name: 'routing.replay', run: () => inFolder(measure) }];

async function measure(home: string): Promise<BenchLine> {
  const before = benchRules(RULES);
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  await arrange(console, () => {
    furnish(console, []);
    fillRouting(console.store.raw, OPPORTUNITIES, before);
    console.store.raw
      .prepare(
        `INSERT INTO rule_set_versions (id, rule_set_id, number, status, note, revision, created_by, created_at)
         VALUES ('draft', ?, 2, 'draft', '', 0, 'system', 0)`,
      )
      .run(RULE_SET);
  });
  const cold = await replayed(console, edited(before, 0), 1);
  const warm: Measured[] = [];
  for (let turn = 1; turn <= 3; turn += 1) warm.push(await replayed(console, edited(before, turn), turn + 1));
  const after = edited(before, 3);
  const found = await findLastReplay(console.store.db, 'draft');
  const oracle = countAlone(console, before, after);
  const equal =
    found !== undefined &&
    oracle.equal &&
    found.received === OPPORTUNITIES &&
    found.moved === oracle.moved &&
    JSON.stringify(sorted(found.result.flows)) === JSON.stringify(sorted(oracle.flows));
  await console.close();
  return {
    bench: 'routing.replay',
    size: `${OPPORTUNITIES.toLocaleString('en')} opportunities × ${RULES.toLocaleString('en')} rules`,
    ours: significant(cold.ms / 1000),
    unit: 's',
    floor: null,
    peers: { 'one thread, from objects': significant(oracle.ms / 1000) },
    ratio: significant(cold.ms / oracle.ms),
    equal,
    also: {
      firstMs: significant(cold.firstMs),
      warmMs: significant(median(warm.map(({ ms }) => ms))),
      warmFirstMs: significant(median(warm.map(({ firstMs }) => firstMs))),
      cpuMs: significant(cold.cpuMs),
      warmCpuMs: significant(median(warm.map(({ cpuMs }) => cpuMs))),
      moved: found?.moved ?? 0,
    },
    goal: '≤ 3 s, first counts ≤ 300 ms',
    met: cold.ms <= 3000 && cold.firstMs <= 300 && equal,
  };
}

/** A draft that differs in some rows: other groups, one row up, one row less. */
function edited(rules: readonly Rule[], turn: number): Rule[] {
  const changed = rules.map((rule, at) =>
    at % 40 === turn ? { ...rule, groupId: `group-${(at + 5 + turn) % 12}` } : rule,
  );
  const [moved] = changed.splice(200 + turn, 1);
  return [
    ...changed.slice(0, 20),
    ...(moved ? [moved] : []),
    ...changed.slice(20, -30),
    ...changed.slice(-29),
  ];
}

/** Makes the draft's rows these. */
function draw({ store: { raw } }: Console, rules: readonly Rule[], revision: number): void {
  raw.exec(`DELETE FROM routing_rules WHERE version_id = 'draft'`);
  const insert = raw.prepare(
    `INSERT INTO routing_rules (version_id, id, position, name, condition, group_id, is_on, note) VALUES ('draft', ?, ?, ?, ?, ?, 1, '')`,
  );
  for (const [index, { id, name, condition, groupId }] of rules.entries())
    insert.run(id, index, name, JSON.stringify(condition), groupId);
  raw.prepare(`UPDATE rule_set_versions SET revision = ? WHERE id = 'draft'`).run(revision);
}

type Measured = { readonly ms: number; readonly firstMs: number; readonly cpuMs: number };

async function replayed(console: Console, rules: readonly Rule[], revision: number): Promise<Measured> {
  const { store, env } = console;
  await arrange(console, () => draw(console, rules, revision));
  const id = `replay-${revision}`;
  const input = { versionId: 'draft', revision, baselineVersionId: 'version' };
  await queueJob(store.db, { id, kind: 'routing.replay', input, actorId: 'system', at: env.now() });
  const cpu = process.cpuUsage();
  const began = performance.now();
  let firstMs = Number.POSITIVE_INFINITY;
  const timed: Job = (ctx) =>
    replayRules({
      ...ctx,
      chunk: (work) => {
        const value = ctx.chunk(work);
        firstMs = Math.min(firstMs, performance.now() - began);
        return value;
      },
    });
  const ending = await runJob(store, env, id, { registry: { 'routing.replay': timed } });
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = (user + system) / 1000;
  if (ending?.status !== 'done') throw new Error(JSON.stringify(ending));
  process.stderr.write(
    `  ${Math.round(ms)} ms, first ${Math.round(firstMs)} ms, ${Math.round(cpuMs)} ms of CPU\n`,
  );
  return { ms, firstMs, cpuMs };
}

/** The same on one thread, opportunity after opportunity; some of them rule after rule. */
function countAlone({ store: { raw } }: Console, before: readonly Rule[], after: readonly Rule[]) {
  const began = performance.now();
  const read = factsAbout(testedBy([...before, ...after]));
  const [matchBefore, matchAfter] = [compile(before), compile(after)];
  const flows = new Map<string, { from: string | null; to: string | null; count: number }>();
  let moved = 0;
  let checked = 0;
  let equal = true;
  let spent = 0;
  const reader = pastReader(raw);
  for (const { block } of reader.blocks())
    for (const [, attributes, lineId, source, amountMinor, currency, createdAt, status] of reader.rows(
      block,
    )) {
      const isOpen = status === 'open';
      const { facts } = read({ attributes, lineId, source, amountMinor, currency, createdAt, isOpen });
      const from = matchBefore(facts, createdAt)?.groupId ?? null;
      const to = matchAfter(facts, createdAt)?.groupId ?? null;
      const flow = flows.get(`${from} ${to}`) ?? { from, to, count: 0 };
      flow.count += 1;
      flows.set(`${from} ${to}`, flow);
      if (from !== to) moved += 1;
      if (checked >= CHECKED) continue;
      const started = performance.now();
      checked += 1;
      equal &&= firstMatch(before, facts, createdAt)?.groupId === (from ?? undefined);
      equal &&= firstMatch(after, facts, createdAt)?.groupId === (to ?? undefined);
      spent += performance.now() - started;
    }
  return { ms: performance.now() - began - spent, moved, equal, flows: [...flows.values()] };
}

function sorted(flows: ReplayResult['flows']) {
  const key = ({ from, to }: ReplayResult['flows'][number]) => `${from} ${to}`;
  return flows.map(({ from, to, count }) => ({ from, to, count })).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
