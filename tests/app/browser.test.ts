import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { PRINTED_MS } from '#app/launch-tokens';
import { WIRE } from '#contract/wire';
import { listeningShell, type ShellUnderTest } from '#support/browser-shell';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';

function callWith(
  shell: ShellUnderTest,
  entered: { cookie: string; key: string },
  name: string,
  input: unknown,
) {
  return fetch(`${shell.origin}${WIRE.call}`, {
    method: 'POST',
    headers: {
      origin: shell.origin,
      cookie: entered.cookie,
      [WIRE.keyHeader]: entered.key,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name, input }),
  });
}

test('the printed address lets its reader in once, and the page then asks the one door', async () => {
  const shell = await listeningShell();
  const entered = await shell.enter();
  const answer = await callWith(shell, entered, 'jobs.list', {});
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ ok: false, error: { code: 'api.notSignedIn', params: {} } });
});

test('the page comes with a content policy whose nonce is new each time and stands in the page', async () => {
  const { origin } = await listeningShell();
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const answer = await fetch(`${origin}/`);
      const policy = answer.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(await answer.text()).toContain(`<meta name="csp-nonce" content="${nonce}" />`);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      return nonce;
    }),
  );
  expect(new Set(nonces).size).toBe(2);
});

test('a built file is served with its type and may be kept, and every answer forbids sniffing and framing', async () => {
  const { origin } = await listeningShell();
  const answer = await fetch(`${origin}/assets/app-1a2b.js`);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
});

test('the cookie is HttpOnly and SameSite=Strict and has a name that no other server can guess', async () => {
  const [one, other] = [await listeningShell(), await listeningShell()];
  const cookies = await Promise.all(
    [one, other].map(async ({ origin, newToken }) => {
      const answer = await fetch(`${origin}${WIRE.open}`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ token: newToken() }),
      });
      return answer.headers.get('set-cookie') ?? '';
    }),
  );
  for (const cookie of cookies)
    expect(cookie).toMatch(/^switchyard_[0-9a-f]{12}=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  expect(cookies[0]?.split('=')[0]).not.toBe(cookies[1]?.split('=')[0]);
});

test('a printed address still works after a quarter of an hour less a second, and not after it', async () => {
  const shell = await listeningShell();
  const tokens = [1, 2].map(() => shell.shell.address(PRINTED_MS).split('=')[1] ?? '');
  shell.passTime(PRINTED_MS - 1000);
  await expect(shell.enter(tokens[0])).resolves.toBeDefined();
  shell.passTime(1001);
  await expect(shell.enter(tokens[1])).rejects.toThrow('401');
});

test('a reload goes on with the key that the page kept', async () => {
  const shell = await listeningShell();
  const entered = await shell.enter();
  await fetch(`${shell.origin}/`, { headers: { cookie: entered.cookie } });
  expect((await callWith(shell, entered, 'access.getSession', {})).status).toBe(200);
});

test('a second tab of the same browser joins the session, and the first one goes on', async () => {
  const shell = await listeningShell();
  const first = await shell.enter();
  const second = await shell.enter(undefined, first.cookie);
  expect(second.cookie).toBe(first.cookie);
  for (const tab of [first, second]) expect((await callWith(shell, tab, 'jobs.list', {})).status).toBe(200);
});

test('a signed-in page hears events, and a page that is not signed in hears none', async () => {
  const shell = await listeningShell();
  const heard: string[][] = [[], []];
  const entered = [await shell.enter(), await shell.enter()];
  const sockets = await Promise.all(
    entered.map(async ({ cookie, key }, i) => {
      const socket = new WebSocket(`ws://127.0.0.1:${shell.port}${WIRE.events}`, [WIRE.eventsProtocol, key], {
        headers: { origin: shell.origin, cookie },
      });
      socket.on('message', (text: Buffer) => heard[i]?.push(text.toString()));
      await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
      expect(socket.protocol).toBe(WIRE.eventsProtocol);
      return socket;
    }),
  );
  await signIn(shell, entered[0] ?? { cookie: '', key: '' });
  heard[0]?.splice(0);
  shell.desk.console.env.emit({ type: 'changed', operation: 'routing.saveRules' });
  await expect.poll(() => heard[0]).toEqual(['{"type":"changed","operation":"routing.saveRules"}']);
  expect(heard[1]).toEqual([]);
  for (const socket of sockets) socket.terminate();
});

/** The first start's way in: an owner, made from the page. */
async function signIn(shell: ShellUnderTest, entered: { cookie: string; key: string }): Promise<void> {
  const owner = { login: 'owner', name: '店主', password: 'a long password' };
  const reply: unknown = await (await callWith(shell, entered, 'access.createOwner', owner)).json();
  expect(reply).toMatchObject({ ok: true });
}

test('no other machine reaches the console: only the loopback address listens', async () => {
  const { port } = await listeningShell();
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((one) => !one.internal && one.family === 'IPv4')
    .map((one) => one.address);
  for (const host of [...addresses, '127.0.0.2']) {
    const outcome = await new Promise<string>((resolve) => {
      const socket = connect({ port, host }, () => resolve('connected')).on('error', (error) => {
        resolve(String((error as { code?: string }).code));
      });
      socket.on('connect', () => socket.destroy());
    });
    expect(outcome).toBe('ECONNREFUSED');
  }
});

test('a port that is taken is said, not shared', async () => {
  const { port, desk } = await listeningShell();
  const { serveConsole } = await import('#app/browser');
  const assets = { page: '<head></head>', files: new Map() };
  await expect(serveConsole(desk.console, { assets, port })).rejects.toThrow('EADDRINUSE');
});
