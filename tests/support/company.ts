import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { seedDemo } from '#db/seeds/demo';
import { type Console, openConsole } from '#main';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

/** The threads' files by their real place: in jsdom, Vite rewrites what main/index.ts says of them. */
const threads = {
  jobs: pathToFileURL(resolve('main/jobs/worker.ts')),
  passwords: pathToFileURL(resolve('main/app/hasher.ts')),
  replay: pathToFileURL(resolve('main/jobs/replay-thread.ts')),
};

/** The whole demo company on a store of its own, for all tests of one group; what they change, later ones see. */
export function demoCompany(): () => Console {
  const home = mkdtempSync(join(tmpdir(), 'switchyard-demo-'));
  let console: Console | undefined;
  beforeAll(async () => {
    console = await openConsole({ home, threads, ballastBytes: 0 });
    await seedDemo(console.store, console.env, () => {});
  }, 120_000);
  afterAll(async () => {
    await console?.close();
    rmSync(home, { recursive: true, force: true });
  });
  return () => {
    if (!console) throw new Error('The demo company is open only while tests run');
    return console;
  };
}

/** A console at its very first start, gone when the test ends. */
export async function newCompany(): Promise<Console> {
  const home = mkdtempSync(join(tmpdir(), 'switchyard-new-'));
  const console = await openConsole({ home, threads, ballastBytes: 0 });
  onTestFinished(async () => {
    await console.close();
    rmSync(home, { recursive: true, force: true });
  });
  return console;
}
