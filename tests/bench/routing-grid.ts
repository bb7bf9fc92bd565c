// routing.grid-…: the rule editor in a real Chromium over a draft of 20,000 rules with 20 columns.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssets } from '#app/assets';
import { serveConsole } from '#app/browser';
import { HANDED_MS } from '#app/launch-tokens';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import type { Test } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import type { Raw } from '#store/database';
import { openConsole, sessionAs } from '#main';
import { arrange } from '#support/routing-office';
import { ensureBuilt } from '#tools/build';
import { makeDemo } from '#tools/first-start';
import { findChromium } from '#tools/chromium';
import { chromium, type Page } from '@playwright/test';
import { type Bench, type BenchLine, median, significant } from './bench.ts';

const RULES = 20_000;
/** With on/off, name, group and reason: 20 columns. */
const ATTRIBUTES = 16;
const CODES = 40;
const PASTED = 5000;
const SIZE = `${RULES.toLocaleString('en')} rules × ${ATTRIBUTES + 4} columns, Chromium`;

type Grid = { readonly page: Page; readonly openMs: number; readonly wholeMs: number };

/** One company, one window and one open table for all measurements; each bench runs in it by itself. */
async function withGrid<T>(measure: (grid: Grid) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'switchyard-bench-grid-'));
  const { out } = await ensureBuilt();
  const executablePath = findChromium();
  await makeDemo(home, () => {});
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  const shell = await serveConsole(console, {
    assets: readAssets(`${out}/renderer`),
    notice: () => {},
    now: () => Date.now(),
  });
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox'],
  });
  try {
    const tell = async <K extends OperationName>(name: K, input: InputOf<K>): Promise<OutputOf<K>> => {
      const reply = await console.dispatch(sessionAs('user-ops'), name, input);
      if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
      return reply.value as OutputOf<K>;
    };
    await arrange(console, () => addAttributes(console.store.raw));
    const groups = await tell('routing.listGroups', {});
    const { versionId } = await tell('routing.createRuleSet', { label: { zh: '大表', en: 'Large' } });
    await tell('routing.saveDraft', { versionId, revision: 1, rules: manyRules(groups.map(({ id }) => id)) });
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 }, locale: 'zh-CN' });
    await page.goto(shell.address(HANDED_MS));
    await page.getByRole('button').filter({ hasText: 'ops' }).first().click();
    await page.locator('button[type=submit]').click();
    await page.locator('main#main h1').waitFor();
    return await measure({ page, ...(await openTable(page, versionId)) });
  } finally {
    await browser.close();
    await shell.close();
    await console.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function addAttributes(raw: Raw): void {
  const add = raw.prepare(
    `INSERT INTO attributes (key, kind, label_zh, label_en, "values", position) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  for (let at = 0; at < ATTRIBUTES; at += 1) {
    const values = Array.from({ length: CODES }, (_, code) => ({
      code: `v${at}-${code}`,
      label: { zh: `取值${at}之${code}`, en: `Value ${at} ${code}` },
    }));
    const kind = at % 4 === 3 ? 'number' : 'enum';
    add.run(
      `bench${at}`,
      kind,
      `属性${at}`,
      `Attribute ${at}`,
      JSON.stringify(kind === 'enum' ? values : []),
      100 + at,
    );
  }
}

/** Every rule tests half of the attributes, the first all of them. */
function manyRules(groupIds: readonly string[]): Rule[] {
  const groupId = (index: number) => groupIds[index % groupIds.length] ?? '';
  const rules = Array.from({ length: RULES - 1 }, (_, index): Rule => {
    const tests = Array.from({ length: ATTRIBUTES }, (__, at) => at)
      .filter((at) => (index + at) % 2 === 0 || index === 0)
      .map((at) => testAt(index, at));
    return {
      id: `r${index}`,
      name: `餐饮连锁规则 ${index}`,
      condition: { all: tests },
      groupId: groupId(index),
      isOn: true,
      note: index % 5 === 0 ? '大区经理确认' : '',
    };
  });
  const rest = {
    id: 'rest',
    name: '其余',
    condition: { all: [] },
    groupId: groupId(0),
    isOn: true,
    note: '',
  };
  return [...rules, rest];
}

function testAt(index: number, at: number): Test {
  const attribute = `bench${at}`;
  if (at % 4 === 3) return { op: 'between', attribute, min: index, max: index + 1 + at };
  const code = `v${at}-${(index * 7 + at) % CODES}`;
  const other = `v${at}-${(index * 7 + at + 1) % CODES}`;
  if (index % 3 === 0) return { op: 'oneOf', attribute, values: [code, other] };
  return { op: 'equals', attribute, value: code };
}

/** From the command to the painted first rows and to all of them, for the first time in this window. */
async function openTable(page: Page, versionId: string): Promise<Omit<Grid, 'page'>> {
  const go = (path: string, until: string) =>
    page.evaluate(
      async ([to, selector, rows]) => {
        const from = performance.now();
        location.hash = `#${to}`;
        while (!document.querySelector(selector)) await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        await new Promise((wake) => setTimeout(wake));
        const openMs = performance.now() - from;
        const whole = `[role=grid][aria-rowcount="${rows}"]`;
        while (!document.querySelector(whole)) await new Promise(requestAnimationFrame);
        return { openMs, wholeMs: performance.now() - from };
      },
      [path, until, RULES + 1] as const,
    );
  const table = `/routing/rules/${versionId}`;
  const taken = await go(table, '[role=gridcell]');
  await page.waitForTimeout(3000);
  return taken;
}

const line = (
  name: string,
  ours: number,
  goal: string,
  met: boolean,
  also?: Record<string, number>,
): BenchLine => ({
  bench: `routing.grid-${name}`,
  size: SIZE,
  ours: significant(ours),
  unit: 'ms',
  floor: null,
  peers: {},
  ratio: null,
  equal: null,
  goal,
  met,
  ...(also ? { also } : {}),
});

/** How long input takes to the next paint, as the browser itself tells it (to 8 ms). */
async function measureKeys({ page }: Grid): Promise<BenchLine> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') seen.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });
  await page.locator('[role=gridcell][data-column=name]').nth(3).click();
  const keys = [
    ...Array.from({ length: 40 }, () => 'ArrowDown'),
    ...Array.from({ length: 30 }, () => 'ArrowRight'),
    'Home',
    'ArrowRight',
    ...Array.from({ length: 10 }, () => ['x', 'y', 'Enter']).flat(),
    ...Array.from({ length: 10 }, () => 'Control+z'),
    ...Array.from({ length: 10 }, () => 'Alt+ArrowUp'),
  ];
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen);
  // What took less than the browser tells of took less than 16 ms.
  const all = [...seen, ...Array.from({ length: Math.max(0, keys.length - seen.length) }, () => 16)].sort(
    (a, b) => a - b,
  );
  const p95 = all[Math.floor(all.length * 0.95)] ?? 0;
  return line('key', p95, 'p95 ≤ 50 ms from key to paint', p95 <= 50, {
    keys: keys.length,
    medianMs: median(all),
    slowestMs: all.at(-1) ?? 0,
  });
}

/** From the input to the paint that shows how many rows are left. */
async function measureFilter({ page }: Grid): Promise<BenchLine> {
  await page.waitForTimeout(8000);
  const search = page.getByRole('search').locator('input').first();
  const taken: number[] = [];
  for (const text of ['取值4之7', 'guize1999', 'dqjl', '规则 1999', 'qz5z']) {
    await search.fill('');
    await page.waitForTimeout(1000);
    taken.push(await changeFooter(page, text));
  }
  const ours = Math.max(...taken);
  return line('filter', ours, '≤ 150 ms, the slowest of 5 searches, pinyin too', ours <= 150, {
    medianMs: significant(median(taken)),
  });
}

/** The box waits 250 ms for the typing to rest; that wait is taken off. */
const RESTS_MS = 250;

async function changeFooter(page: Page, text: string): Promise<number> {
  const search = page.getByRole('search').locator('input').first();
  await page.evaluate(() => {
    const grid = document.querySelector('[role=grid]');
    const before = grid?.getAttribute('aria-rowcount');
    const from = { at: 0 };
    document.addEventListener('input', () => (from.at = performance.now()), { capture: true, once: true });
    const done = (async () => {
      while (grid?.getAttribute('aria-rowcount') === before) await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      return performance.now() - from.at;
    })();
    Object.assign(window, { done });
  });
  await search.fill(text);
  return (await page.evaluate(() => (window as unknown as { done: Promise<number> }).done)) - RESTS_MS;
}

/** Frames of a scroll of three seconds in each direction. */
async function measureScroll({ page }: Grid): Promise<BenchLine> {
  const frames = await page.evaluate(async () => {
    const grid = document.querySelector('[role=grid]');
    const gaps: number[] = [];
    const run = async (ms: number, step: (frame: number) => void) => {
      let last = performance.now();
      const until = last + ms;
      for (let frame = 0; last < until; frame += 1) {
        step(frame);
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        gaps.push(now - last);
        last = now;
      }
    };
    if (!grid) return gaps;
    await run(3000, () => (grid.scrollTop += 120));
    await run(3000, (frame) => (grid.scrollLeft = Math.abs(((frame * 30) % 3000) - 1500)));
    return gaps;
  });
  const sorted = frames.toSorted((a, b) => a - b);
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  const long = frames.filter((gap) => gap > 50).length;
  return line('scroll', p95, 'no frame over 50 ms in 6 s, both directions', long === 0, {
    frames: frames.length,
    over50: long,
    medianMs: significant(median(frames)),
    slowestMs: significant(sorted.at(-1) ?? 0),
  });
}

/** 5,000 rows as a spreadsheet puts them on the clipboard, every tenth with a cell that cannot be read. */
async function measurePaste({ page }: Grid): Promise<BenchLine> {
  const rows = Array.from({ length: PASTED }, (_, index) =>
    [
      `粘贴 ${index}`,
      ...Array.from({ length: ATTRIBUTES }, (__, at) => {
        if (at === 0 && index % 10 === 0) return '没有的值';
        return at % 4 === 3 ? `>= ${index}` : `取值${at}之${(index + at) % CODES}`;
      }),
    ].join('\t'),
  );
  await page.keyboard.press('Escape');
  await page.evaluate(() => document.querySelector<HTMLElement>('[role=grid]')?.focus());
  await page.keyboard.press('Control+Home');
  await page.waitForTimeout(500);
  await page.locator('[role=gridcell][data-column=name]').first().click();
  const ours = await page.evaluate(async (text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const painted = async () => {
      await new Promise(requestAnimationFrame);
      await new Promise((wake) => setTimeout(wake));
    };
    const began = performance.now();
    document
      .querySelector('[role=grid]')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    while (!document.querySelector('[role=dialog] table')) await painted();
    await painted();
    const shown = performance.now() - began;
    const button = [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].at(-1);
    const again = performance.now();
    button?.click();
    while (!document.querySelector('[role=gridcell][data-column=name]')?.textContent?.startsWith('粘贴'))
      await painted();
    await painted();
    return { shown, applied: performance.now() - again };
  }, rows.join('\n'));
  const total = ours.shown + ours.applied;
  return line('paste', total, '≤ 1,500 ms for 5,000 rows with per-cell errors', total <= 1500, {
    shownMs: significant(ours.shown),
    appliedMs: significant(ours.applied),
  });
}

/** All are measured in one window, in this order; each bench then tells its own line. */
const measures = {
  open: ({ openMs, wholeMs }: Grid): Promise<BenchLine> =>
    Promise.resolve(
      line('open', openMs, '≤ 1,000 ms to painted rows', openMs <= 1000, { wholeMs: significant(wholeMs) }),
    ),
  key: measureKeys,
  filter: measureFilter,
  scroll: measureScroll,
  paste: measurePaste,
};

let measured: Promise<ReadonlyMap<string, BenchLine>> | undefined;

async function measureAll(grid: Grid): Promise<ReadonlyMap<string, BenchLine>> {
  const lines = new Map<string, BenchLine>();
  for (const [name, measure] of Object.entries(measures)) {
    const told = await measure(grid);
    process.stderr.write(`  ${name} ${told.ours} ${told.unit} ${JSON.stringify(told.also ?? {})}\n`);
    lines.set(name, told);
  }
  return lines;
}

export const benches: readonly Bench[] = Object.keys(measures).map((name) => ({
  name: `routing.grid-${name}`,
  run: async () => {
    measured ??= withGrid(measureAll);
    const found = (await measured).get(name);
    if (!found) throw new Error(`${name} was not measured`);
    return found;
  },
}));
