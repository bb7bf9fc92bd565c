/** `npm test`: every check of the house, told as it goes, and at the end one line: how many passed and failed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, HOW_TO_GET_CHROMIUM, installChromium } from './chromium.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MINUTE = 60_000;

type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

type Step = {
  readonly name: string;
  /** A script of node_modules (or npm's own), and its arguments. */
  readonly run: readonly [script: string, ...args: string[]];
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs: number;
  /** Reads the step's own report; without one the step counts as one check. */
  readonly counts?: () => Counts | undefined;
};

const reports = mkdtempSync(join(tmpdir(), 'switchyard-check-'));
const unitReport = join(reports, 'unit.json');
const pagesReport = join(reports, 'pages.json');

const types = (project: string): Step => ({
  name: `types: ${project}`,
  run: ['typescript/bin/tsc', '-p', project],
  limitMs: 10 * MINUTE,
});

/** Two at a time: each is done in seconds and says nothing when all is well. */
const quick: readonly Step[] = [
  {
    name: 'build',
    run: ['../tools/build.ts'],
    limitMs: 10 * MINUTE,
  },
  types('tsconfig.domain.json'),
  types('tsconfig.node.json'),
  types('tsconfig.web.json'),
  types('tsconfig.json'),
  { name: 'lint: the law', run: ['oxlint/bin/oxlint', '--type-aware', '--quiet'], limitMs: 10 * MINUTE },
  { name: 'format', run: ['@biomejs/biome/bin/biome', 'format', '.'], limitMs: MINUTE },
  { name: 'unused code', run: ['knip/bin/knip.js'], limitMs: 10 * MINUTE },
  {
    name: 'lock file',
    run: ['npm', 'ci', '--dry-run', '--no-audit', '--no-fund', '--loglevel=error'],
    limitMs: 5 * MINUTE,
  },
];

/** These two one after the other: each uses every core. */
const unit: Step = {
  name: 'unit, store, api, migrations, renderer',
  run: [
    'vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unitReport}`,
  ],
  limitMs: 25 * MINUTE,
  counts: countUnit,
};
const pages: Step = {
  name: 'pages in a real Chromium',
  run: ['@playwright/test/cli.js', 'test', '--reporter=list,json'],
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: pagesReport },
  limitMs: 25 * MINUTE,
  counts: countPages,
};

function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function countUnit(): Counts | undefined {
  const report = readReport(unitReport) as
    | {
        numPassedTests: number;
        numFailedTests: number;
        numPendingTests: number;
        numTodoTests: number;
        testResults: { status: string; assertionResults: { status: string }[] }[];
      }
    | undefined;
  if (!report) return undefined;
  // A file that does not even load has no test that could fail.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function countPages(): Counts | undefined {
  const report = readReport(pagesReport) as
    | { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; errors: unknown[] }
    | undefined;
  if (!report) return undefined;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}

const running = new Set<ChildProcess>();

/** Ends a child and what it started itself: it leads a process group of its own. */
function end(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

type Outcome = { readonly counts: Counts; readonly isGood: boolean };

/** Runs a step to its end or its limit. `aloud` passes its words on as they come, else they are told if it fails. */
function perform(step: Step, aloud: boolean): Promise<Outcome> {
  const began = performance.now();
  const [script, ...args] = step.run;
  const [file, before] = commandOf(script);
  return new Promise((resolve) => {
    const child = spawn(file, [...before, ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      env: {
        ...process.env,
        ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
        ...step.env,
      },
    });
    running.add(child);
    let words = '';
    const hear = (chunk: Buffer) => {
      if (aloud) process.stdout.write(chunk);
      else words += chunk.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      end(child);
    }, step.limitMs);
    const finish = (isGood: boolean, problem: string) => {
      if (!running.delete(child)) return;
      clearTimeout(timer);
      const outcome = outcomeOf(step, isGood);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      if (!outcome.isGood && words) process.stdout.write(`${words.trimEnd()}\n`);
      process.stdout.write(`${outcome.isGood ? '✓' : '✗'} ${step.name}  ${seconds} s${problem}\n`);
      resolve(outcome);
    };
    child.on('error', (error) => finish(false, `  ${error.message}`));
    child.on('close', (code) =>
      finish(code === 0 && !isLate, isLate ? `  stopped after ${step.limitMs / MINUTE} min` : ''),
    );
  });
}

/** npm's own file and this Node, where npm says where it is; a tool of node_modules and this Node. */
function commandOf(script: string): [file: string, before: readonly string[]] {
  if (script !== 'npm') return [process.execPath, [join(ROOT, 'node_modules', script)]];
  const npm = process.env['npm_execpath'];
  return npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
}

/** A report counts its tests; a failure that the report does not know of counts as one more. */
function outcomeOf(step: Step, isGood: boolean): Outcome {
  const counted = step.counts?.() ?? { passed: isGood && !step.counts ? 1 : 0, failed: 0, skipped: 0 };
  const isSilent = counted.failed === 0 && (!isGood || (step.counts !== undefined && counted.passed === 0));
  const counts = isSilent ? { ...counted, failed: 1 } : counted;
  return { counts, isGood: counts.failed === 0 };
}

async function performQuick(): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...quick];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) outcomes.push(await perform(step, false));
  };
  await Promise.all([lane(), lane()]);
  return outcomes;
}

async function performPages(): Promise<Outcome> {
  const browser = findChromium() ?? (installChromium() ? findChromium() : undefined);
  if (browser) return perform({ ...pages, env: { ...pages.env, CHROMIUM: browser } }, true);
  process.stdout.write(`✗ ${pages.name}\n${HOW_TO_GET_CHROMIUM}\n`);
  return { counts: { passed: 0, failed: 1, skipped: 0 }, isGood: false };
}

async function check(): Promise<void> {
  const began = performance.now();
  const outcomes = await performQuick();
  outcomes.push(await perform(unit, true), await performPages());
  rmSync(reports, { recursive: true, force: true });
  const sum = (which: keyof Counts) => outcomes.reduce((total, { counts }) => total + counts[which], 0);
  process.stdout.write(`in ${((performance.now() - began) / MINUTE).toFixed(1)} min\n`);
  const skipped = sum('skipped');
  process.stdout.write(
    `${sum('passed')} passed, ${sum('failed')} failed${skipped ? `, ${skipped} skipped` : ''}\n`,
  );
  process.exitCode = outcomes.every(({ isGood }) => isGood) ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    for (const child of running) end(child);
    rmSync(reports, { recursive: true, force: true });
    process.exit(130);
  });
await check();
