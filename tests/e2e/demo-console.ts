import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';

export type DemoConsole = {
  /** A fresh address of the console: each is good once, as for a person. */
  readonly address: () => Promise<string>;
  readonly home: string;
};

const ADDRESS = /Switchyard is at (http:\S+)/g;
const STARTED_MS = 180_000;

/** Starts the console as `npm start -- --browser --no-open` does, on a demo company of its own. */
async function startConsole(home: string): Promise<DemoConsole & { readonly end: () => Promise<void> }> {
  const child = spawn(process.execPath, ['tools/start.ts', '--browser', '--no-open'], {
    env: { ...process.env, SWITCHYARD_HOME: home },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said = listenTo(child);
  await said.next();
  return {
    home,
    address: async () => {
      child.stdin?.write('\n');
      return said.next();
    },
    end: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** The addresses that the console prints, one after the other. */
function listenTo(child: ChildProcess): { next: () => Promise<string> } {
  let text = '';
  let taken = 0;
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const next = async () => {
    const until = Date.now() + STARTED_MS;
    while (Date.now() < until && child.exitCode === null) {
      const found = [...text.matchAll(ADDRESS)][taken]?.[1];
      if (found !== undefined) {
        taken += 1;
        return found;
      }
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`The console printed no address:\n${text}`);
  };
  return { next };
}

/**
 * `demo` is the console of all tests of a worker, on a company of its own; both end with them. A file that needs what
 * others use up (opportunities that wait) names a `company` of its own.
 */
export const test = base.extend<object, { company: string; demo: DemoConsole }>({
  company: ['shared', { scope: 'worker', option: true }],
  demo: [
    async ({ company }, use) => {
      const home = mkdtempSync(join(tmpdir(), `switchyard-e2e-${company}-`));
      const started = await startConsole(home);
      await use(started);
      await started.end();
      rmSync(home, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: STARTED_MS },
  ],
});

export { expect };

/** Opens a fresh address and signs in with one of the demo accounts, as a newcomer does. */
export async function signIn(page: Page, demo: DemoConsole, login: string): Promise<void> {
  await page.goto(await demo.address());
  await page.getByRole('button').filter({ hasText: login }).click();
  await page.locator('button[type=submit]').click();
  await expect(page.locator('main#main h1')).toBeVisible();
}

/** Goes to a page of the console by its address, without loading the interface anew. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(async (to) => {
    location.hash = `#${to}`;
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
  }, path);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.mantine-Loader-root, .mantine-Skeleton-root')).toHaveCount(0);
}
