import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { WIRE } from '#contract/wire';
import { runTool, tempHome } from '#support/spawned';
import { ensureBuilt } from '#tools/build';
import { beforeAll, expect, test } from 'vitest';

const ADDRESS = /Switchyard is at (http:\/\/127\.0\.0\.1:(\d+)\/#launch=[\w-]{43})\n/;
const EMPTY = ['--browser', '--no-open', '--no-demo'];

beforeAll(async () => {
  await ensureBuilt();
}, 120_000);

/** What a person does with the printed address: opens the page and asks what the sign-in page asks. */
async function useAddress(address: string): Promise<unknown> {
  const { origin, hash } = new URL(address);
  expect((await fetch(`${origin}/`)).status).toBe(200);
  const post = (path: string, headers: Record<string, string>, body: unknown) =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const opened = await post(WIRE.open, {}, { token: hash.split('=')[1] });
  expect(opened.status).toBe(200);
  const { key } = (await opened.json()) as { key: string };
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return (
    await post(WIRE.call, { cookie, [WIRE.keyHeader]: key }, { name: 'access.getWelcome', input: {} })
  ).json();
}

test('a start prints where the console is, the page answers, and ctrl-C ends it cleanly', async () => {
  const home = tempHome();
  const start = runTool('start.ts', EMPTY, { home });
  const [, address = ''] = await start.prints(ADDRESS);
  expect(await useAddress(address)).toMatchObject({ ok: true, value: { needsOwner: true } });
  start.child.kill('SIGINT');
  const { code, out } = await start.ended;
  expect(code).toBe(0);
  expect(out).toContain('Ended.');
  expect(existsSync(join(home, 'clean'))).toBe(true);
});

test('Enter prints a fresh address for the next person', async () => {
  const start = runTool('start.ts', EMPTY, { home: tempHome() });
  const [line, first = ''] = await start.prints(ADDRESS);
  await useAddress(first);
  start.child.stdin?.write('\n');
  const [, second = ''] = await start.prints(new RegExp(`${line}[^]*?${ADDRESS.source}`));
  expect(second).not.toBe(first);
  expect(await useAddress(second)).toMatchObject({ ok: true });
});

test.runIf(process.platform === 'linux')(
  'without a screen it says in one line why there is no window, and stays in the browser',
  async () => {
    const env = { DISPLAY: '', WAYLAND_DISPLAY: '' };
    const start = runTool('start.ts', ['--no-demo'], { home: tempHome(), env });
    await start.prints(ADDRESS);
    start.child.kill('SIGINT');
    const { out } = await start.ended;
    expect(out).toContain('In the browser, because there is no screen here');
    expect(out).toContain('No browser was opened: there is no screen here.');
  },
);

test('a second start over the same home says who has it and where, and leaves it alone', async () => {
  const home = tempHome();
  const first = runTool('start.ts', EMPTY, { home });
  const [, , port = ''] = await first.prints(ADDRESS);
  const { code, err } = await runTool('start.ts', EMPTY, { home }).ended;
  expect(code).toBe(1);
  expect(err).toContain(`(process ${first.child.pid}), at http://127.0.0.1:${port}/`);
  const cli = await runTool('cli.ts', ['jobs.list'], { home }).ended;
  expect(JSON.parse(cli.out)).toMatchObject({ ok: true });
});

test('--port is taken at its word, and a port that is taken is said', async () => {
  const holder = createServer();
  const port = await new Promise<number>((resolve) => {
    holder.listen(0, '127.0.0.1', () => {
      const address = holder.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const home = tempHome();
  const taken = await runTool('start.ts', [...EMPTY, '--port', String(port)], { home }).ended;
  expect(taken.code).toBe(1);
  expect(taken.err).toContain(`Port ${port} is taken.`);
  await new Promise((resolve) => holder.close(resolve));
  const start = runTool('start.ts', [...EMPTY, '--port', String(port)], { home });
  const [, , printed] = await start.prints(ADDRESS);
  expect(printed).toBe(String(port));
});

test.each([
  [['--port', 'eighty'], '--port eighty is no port.'],
  [['--port', '70000'], '--port 70000 is no port.'],
  [['--browser', '--desktop'], 'exclude each other'],
  [['--loud'], "Unknown option '--loud'"],
])('%s is refused in words', async (args, words) => {
  const { code, err } = await runTool('start.ts', args, { home: tempHome() }).ended;
  expect(code).toBe(1);
  expect(err).toContain(words);
});

test('a first start makes the demo company, and one that was killed in the middle makes it anew', async () => {
  const home = tempHome();
  const killed = runTool('start.ts', ['--browser', '--no-open'], { home });
  await killed.prints(/cards and opportunities/);
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(existsSync(join(home, 'switchyard.db'))).toBe(false);
  const start = runTool('start.ts', ['--browser', '--no-open'], { home });
  const [, address = ''] = await start.prints(ADDRESS);
  expect(await useAddress(address)).toMatchObject({ ok: true, value: { needsOwner: false } });
  expect(readdirSync(home).filter((name) => name.startsWith('seeding-'))).toEqual([]);
}, 180_000);

test('a file that is no store is left as it is, and said', async () => {
  const home = tempHome();
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'switchyard.db'), 'a diary'.repeat(1000));
  const { code, err } = await runTool('start.ts', EMPTY, { home }).ended;
  expect(code).toBe(1);
  expect(err).toContain(join(home, 'switchyard.db'));
  expect(err).toContain('Nothing was changed.');
  expect(err).not.toMatch(/\bat .*\.ts:\d+/);
});
