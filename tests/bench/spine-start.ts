import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WIRE } from '#contract/wire';
import { type Bench, type BenchLine, median, significant } from './bench.ts';

const ROOT = join(import.meta.dirname, '../..');
const ADDRESS = /Switchyard is at (http:\/\/127\.0\.0\.1:\d+\/#launch=[\w-]+)/;
const STARTS = 5;

/** From the command to a page that has its first answer; the console is ended again. In ms. */
async function start(home: string): Promise<number> {
  const began = performance.now();
  const windows = process.platform === 'win32';
  const child = spawn('npm', ['start', '--silent', '--', '--browser', '--no-open'], {
    cwd: ROOT,
    env: { ...process.env, SWITCHYARD_HOME: home },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: !windows,
    shell: windows,
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (piece: Buffer) => {
      out += piece.toString();
      const found = ADDRESS.exec(out)?.[1];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(`npm start ended: ${out}`)));
  });
  await askFirst(address);
  const took = performance.now() - began;
  if (child.pid !== undefined) process.kill(windows ? child.pid : -child.pid, 'SIGINT');
  await ended;
  return took;
}

/** What a page does first: itself, its way in, and what the sign-in page shows. */
async function askFirst(address: string): Promise<void> {
  const { origin, hash } = new URL(address);
  const post = (path: string, headers: Record<string, string>, body: unknown) =>
    fetch(origin + path, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  await (await fetch(`${origin}/`)).text();
  const opened = await post(WIRE.open, {}, { token: hash.split('=')[1] });
  const { key } = (await opened.json()) as { key: string };
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const call = { name: 'access.getWelcome', input: {} };
  const reply = (await (await post(WIRE.call, { cookie, [WIRE.keyHeader]: key }, call)).json()) as {
    ok: boolean;
  };
  if (!reply.ok) throw new Error(JSON.stringify(reply));
}

async function startTwice(): Promise<BenchLine> {
  const home = mkdtempSync(join(tmpdir(), 'switchyard-start-'));
  try {
    const first = await start(home);
    const later: number[] = [];
    for (let time = 0; time < STARTS; time += 1) later.push(await start(home));
    const ours = significant(median(later) / 1000);
    return {
      bench: 'spine.start',
      size: `npm start on the demo company, the middle of ${STARTS} later starts`,
      ours,
      unit: 's',
      floor: null,
      peers: {},
      ratio: null,
      equal: null,
      also: {
        firstSeconds: significant(first / 1000),
        slowestSeconds: significant(Math.max(...later) / 1000),
      },
      goal: '≤ 3 s to a page that answers',
      met: ours <= 3,
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

export const benches: readonly Bench[] = [{ name: 'spine.start', run: startTwice }];
