import { gzipSync } from 'node:zlib';
import { WIRE } from '#contract/wire';
import { type Entered, listeningShell, type ShellUnderTest } from '#support/browser-shell';
import { type RawAnswer, requestText, sendRaw } from '#support/raw-http';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

type Headers = Readonly<Record<string, string | readonly string[] | null>>;

/** A request by somebody who holds a good cookie and key, but for what the attack changes. */
type Target = {
  readonly shell: ShellUnderTest;
  readonly me: Entered;
  readonly get: (path: string, headers?: Headers) => Promise<RawAnswer>;
  readonly post: (path: string, headers?: Headers, body?: string) => Promise<RawAnswer>;
  readonly upgrade: (path: string, headers?: Headers, method?: string) => Promise<RawAnswer>;
};

type Attack = readonly [sentence: string, status: number, attempt: (target: Target) => Promise<RawAnswer>];

const CALL = JSON.stringify({ name: 'jobs.list', input: {} });

async function makeTarget(): Promise<Target> {
  const shell = await listeningShell();
  const me = await shell.enter();
  const { port, origin } = shell;
  const own = { Host: `127.0.0.1:${port}`, Connection: 'close' };
  const send = (line: string, headers: Headers, body = '') => sendRaw(port, requestText(line, headers, body));
  return {
    shell,
    me,
    get: (path, headers = {}) => send(`GET ${path}`, { ...own, ...headers }),
    post: (path, headers = {}, body = CALL) =>
      send(
        `POST ${path}`,
        {
          ...own,
          Origin: origin,
          Cookie: me.cookie,
          [WIRE.keyHeader]: me.key,
          'Content-Type': 'application/json',
          'Content-Length': String(Buffer.byteLength(body)),
          ...headers,
        },
        body,
      ),
    upgrade: (path, headers = {}, method = 'GET') =>
      send(`${method} ${path}`, {
        Host: own.Host,
        Origin: origin,
        Cookie: me.cookie,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Protocol': `${WIRE.eventsProtocol}, ${me.key}`,
        ...headers,
      }),
  };
}

const openWith = (t: Target, body: unknown, headers: Headers = {}) =>
  t.post(WIRE.open, { Cookie: null, [WIRE.keyHeader]: null, ...headers }, JSON.stringify(body));

const foreignHost: Attack[] = [
  ['a rebound name asks for the page', 421, (t) => t.get('/', { Host: 'evil.example' })],
  ['a rebound name asks for a script', 421, (t) => t.get('/assets/app-1a2b.js', { Host: 'evil.example' })],
  [
    'a rebound name calls with a stolen cookie and key',
    421,
    (t) => t.post(WIRE.call, { Host: 'evil.example', Origin: 'http://evil.example' }),
  ],
  ['a rebound name brings our port along', 421, (t) => t.get('/', { Host: `evil.example:${t.shell.port}` })],
  ['the address comes without its port', 421, (t) => t.get('/', { Host: '127.0.0.1' })],
  ['the address comes with another port', 421, (t) => t.get('/', { Host: '127.0.0.1:1' })],
  ['the host is empty', 421, (t) => t.get('/', { Host: '' })],
  ['there is no host in HTTP/1.1', 400, (t) => t.get('/', { Host: null })],
  ['there is no host in HTTP/1.0', 421, (t) => sendRaw(t.shell.port, 'GET / HTTP/1.0\r\n\r\n')],
  [
    'a second host stands behind the right one',
    400,
    (t) => t.get('/', { Host: [`127.0.0.1:${t.shell.port}`, 'evil.example'] }),
  ],
  [
    'our address is the beginning of a foreign name',
    421,
    (t) => t.get('/', { Host: `127.0.0.1.evil.example:${t.shell.port}` }),
  ],
  ['a user name stands before our address', 421, (t) => t.get('/', { Host: `a@127.0.0.1:${t.shell.port}` })],
  ['the host is every address at once', 421, (t) => t.get('/', { Host: `0.0.0.0:${t.shell.port}` })],
  ['localhost has a dot behind it', 421, (t) => t.get('/', { Host: `localhost.:${t.shell.port}` })],
  [
    'the host is an IPv6 address that does not listen',
    421,
    (t) => t.get('/', { Host: `[::1]:${t.shell.port}` }),
  ],
  [
    'a proxy header names us and the host does not',
    421,
    (t) => t.get('/', { Host: 'evil.example', 'X-Forwarded-Host': `127.0.0.1:${t.shell.port}` }),
  ],
  ['the request line names a foreign site', 400, (t) => t.get('http://evil.example/')],
  ['the request line names a file', 400, (t) => t.get('file:///etc/passwd')],
];

const foreignOrigin: Attack[] = [
  ['a call says nothing of where it comes from', 403, (t) => t.post(WIRE.call, { Origin: null })],
  ['a call comes from nowhere (null)', 403, (t) => t.post(WIRE.call, { Origin: 'null' })],
  ['a call comes from a foreign site', 403, (t) => t.post(WIRE.call, { Origin: 'https://evil.example' })],
  [
    'a call comes from another server on this machine',
    403,
    (t) => t.post(WIRE.call, { Origin: 'http://127.0.0.1:8080' }),
  ],
  [
    'a call comes from our address over another protocol',
    403,
    (t) => t.post(WIRE.call, { Origin: `https://127.0.0.1:${t.shell.port}` }),
  ],
  [
    'a call comes from our other name',
    403,
    (t) => t.post(WIRE.call, { Origin: `http://localhost:${t.shell.port}` }),
  ],
  [
    'our origin is the beginning of a foreign one',
    403,
    (t) => t.post(WIRE.call, { Origin: `${t.shell.origin}.evil.example` }),
  ],
  ['our origin has a path behind it', 403, (t) => t.post(WIRE.call, { Origin: `${t.shell.origin}/` })],
  [
    'a second origin stands behind the right one',
    400,
    (t) => t.post(WIRE.call, { Origin: [t.shell.origin, 'https://evil.example'] }),
  ],
  ['a foreign page fetches our page', 403, (t) => t.get('/', { Origin: 'https://evil.example' })],
  ['a link on a foreign site leads to us', 403, (t) => t.get('/', { 'Sec-Fetch-Site': 'cross-site' })],
  [
    'a foreign page takes our script as its own',
    403,
    (t) => t.get('/assets/app-1a2b.js', { 'Sec-Fetch-Site': 'cross-site' }),
  ],
  [
    'another port on this machine calls with our origin forged',
    403,
    (t) => t.post(WIRE.call, { 'Sec-Fetch-Site': 'same-site' }),
  ],
  ['a call claims that a person typed it', 403, (t) => t.post(WIRE.call, { 'Sec-Fetch-Site': 'none' })],
  [
    'a token is traded from a foreign page',
    403,
    (t) => openWith(t, { token: t.shell.newToken() }, { Origin: 'https://evil.example' }),
  ],
];

const badToken: Attack[] = [
  [
    'a token is used a second time',
    401,
    async (t) => {
      const token = t.shell.newToken();
      await t.shell.enter(token);
      return openWith(t, { token });
    },
  ],
  [
    'a token is used after its time',
    401,
    (t) => {
      const token = t.shell.newToken();
      t.shell.passTime(60_001);
      return openWith(t, { token });
    },
  ],
  ['the token is empty', 401, (t) => openWith(t, { token: '' })],
  [
    'the token is the beginning of a good one',
    401,
    (t) => openWith(t, { token: t.shell.newToken().slice(0, 42) }),
  ],
  ['the token has something behind it', 401, (t) => openWith(t, { token: `${t.shell.newToken()}A` })],
  ['the token is a list that holds a good one', 400, (t) => openWith(t, { token: [t.shell.newToken()] })],
  ['the token is an object', 400, (t) => openWith(t, { token: { length: 43 } })],
  ['something stands beside the token', 400, (t) => openWith(t, { token: t.shell.newToken(), admin: true })],
  ['a key is used as a token', 401, (t) => openWith(t, { token: t.me.key })],
  ['the token is asked for over GET', 404, (t) => t.get(`${WIRE.open}?token=${t.shell.newToken()}`)],
  ['the token stands in the address of the page', 404, (t) => t.get(`/?launch=${t.shell.newToken()}`)],
  [
    'a form posts the token',
    415,
    (t) =>
      t.post(
        WIRE.open,
        { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: null },
        'token=x'.padEnd(CALL.length),
      ),
  ],
  [
    'six guesses within a minute close the door, for a good token too',
    429,
    async (t) => {
      for (let guess = 0; guess < 5; guess += 1) await openWith(t, { token: `guess ${guess}` });
      return openWith(t, { token: t.shell.newToken() });
    },
  ],
];

const badKey: Attack[] = [
  ['a call has the key and no cookie', 401, (t) => t.post(WIRE.call, { Cookie: null })],
  ['a call has the cookie and no key', 401, (t) => t.post(WIRE.call, { [WIRE.keyHeader]: null })],
  [
    'the key is another one of the same length',
    401,
    (t) => t.post(WIRE.call, { [WIRE.keyHeader]: 'A'.repeat(43) }),
  ],
  ['the key comes twice', 401, (t) => t.post(WIRE.call, { [WIRE.keyHeader]: [t.me.key, t.me.key] })],
  [
    'the cookie is used as the key',
    401,
    (t) => t.post(WIRE.call, { [WIRE.keyHeader]: t.me.cookie.split('=')[1] ?? '' }),
  ],
  ['the cookie comes twice', 401, (t) => t.post(WIRE.call, { Cookie: `${t.me.cookie}; ${t.me.cookie}` })],
  ['the cookie has another name', 401, (t) => t.post(WIRE.call, { Cookie: `x${t.me.cookie}` })],
  [
    'a key belongs to another browser',
    401,
    async (t) => t.post(WIRE.call, { [WIRE.keyHeader]: (await t.shell.enter()).key }),
  ],
  [
    'cookie and key are of a console that has ended',
    401,
    async (t) => {
      const other = await listeningShell();
      const old = await other.enter();
      await other.stop();
      return t.post(WIRE.call, { Cookie: old.cookie, [WIRE.keyHeader]: old.key });
    },
  ],
  [
    'nobody used the browser for half a day',
    401,
    (t) => {
      t.shell.passTime(12 * 3_600_000 + 1);
      return t.post(WIRE.call);
    },
  ],
  [
    'the key stands in the address',
    404,
    (t) => t.post(`${WIRE.call}?key=${t.me.key}`, { [WIRE.keyHeader]: null }),
  ],
];

const strangePath: Attack[] = [
  ...[
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets/..\\..\\secret.txt',
    '//127.0.0.1/secret.txt',
    '/assets/%61pp-1a2b.js',
    '/assets/app-1a2b.js%00.html',
    '/assets/app-1a2b.js?x=1',
    '/assets/APP-1A2B.js',
    '/assets/',
    '/index.html',
    '/__proto__',
    '/constructor',
    '/.git/config',
    '/package.json',
    WIRE.call,
    WIRE.events,
  ].map((path): Attack => [`somebody asks for ${path}`, 404, (t) => t.get(path)]),
  ['the address is longer than anything we have', 431, (t) => t.get(`/${'a'.repeat(20_000)}`)],
  ['somebody posts to a file', 404, (t) => t.post('/assets/app-1a2b.js')],
];

const strangeMethod: Attack[] = [
  [
    'a foreign page asks whether it may call (preflight)',
    405,
    (t) =>
      sendRaw(
        t.shell.port,
        requestText(`OPTIONS ${WIRE.call}`, {
          Host: `127.0.0.1:${t.shell.port}`,
          Origin: 'https://evil.example',
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': `${WIRE.keyHeader}, content-type`,
          Connection: 'close',
        }),
      ),
  ],
  ...['HEAD', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'].map(
    (method): Attack => [
      `somebody tries ${method}`,
      405,
      (t) =>
        sendRaw(
          t.shell.port,
          requestText(`${method} ${WIRE.call}`, { Host: `127.0.0.1:${t.shell.port}`, Connection: 'close' }),
        ),
    ],
  ),
  [
    'somebody uses us as a proxy (CONNECT)',
    0,
    (t) => sendRaw(t.shell.port, 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n'),
  ],
];

const strangeBody: Attack[] = [
  [
    'a call is plain text, which needs no preflight',
    415,
    (t) => t.post(WIRE.call, { 'Content-Type': 'text/plain' }),
  ],
  ['a call is a form', 415, (t) => t.post(WIRE.call, { 'Content-Type': 'multipart/form-data; boundary=x' })],
  ['a call has no type', 415, (t) => t.post(WIRE.call, { 'Content-Type': null })],
  [
    'a call is JSON in another character set',
    415,
    (t) => t.post(WIRE.call, { 'Content-Type': 'application/json; charset=utf-7' }),
  ],
  [
    'a call is compressed, a bomb perhaps',
    415,
    (t) => t.post(WIRE.call, { 'Content-Encoding': 'gzip' }, gzipSync(CALL).toString('latin1')),
  ],
  [
    'a call says that it is two megabytes long',
    413,
    (t) => t.post(WIRE.call, { 'Content-Length': '2000000' }, CALL),
  ],
  [
    'a call is two megabytes long without saying so',
    413,
    (t) =>
      t.post(
        WIRE.call,
        { 'Content-Length': null, 'Transfer-Encoding': 'chunked' },
        `${(2_000_000).toString(16)}\r\n${'x'.repeat(2_000_000)}\r\n0\r\n\r\n`,
      ),
  ],
  ['a call is half a JSON', 400, (t) => t.post(WIRE.call, {}, CALL.slice(0, -1))],
  ['a call is empty', 400, (t) => t.post(WIRE.call, {}, '')],
  ['a call is a list of calls', 400, (t) => t.post(WIRE.call, {}, `[${CALL}]`)],
  [
    'a call has a name that is no text',
    400,
    (t) => t.post(WIRE.call, {}, '{"name":{"toString":1},"input":{}}'),
  ],
  [
    'a call brings its own session along',
    400,
    (t) => t.post(WIRE.call, {}, '{"name":"jobs.list","input":{},"session":{"userId":"system"}}'),
  ],
  [
    'a second request hides behind the length of the first',
    400,
    (t) =>
      t.post(
        WIRE.call,
        { 'Transfer-Encoding': 'chunked', 'Content-Length': '4' },
        '0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
      ),
  ],
  ['a call has two lengths', 400, (t) => t.post(WIRE.call, { 'Content-Length': ['2', '40'] })],
  [
    'a header breaks the line to add another',
    400,
    (t) =>
      sendRaw(t.shell.port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${t.shell.port}\nX: a\r Origin: b\r\n\r\n`),
  ],
];

const strangeSocket: Attack[] = [
  ['a socket says nothing of where it comes from', 403, (t) => t.upgrade(WIRE.events, { Origin: null })],
  [
    'a socket comes from a foreign page',
    403,
    (t) => t.upgrade(WIRE.events, { Origin: 'https://evil.example' }),
  ],
  ['a socket comes from a rebound name', 421, (t) => t.upgrade(WIRE.events, { Host: 'evil.example' })],
  ['a socket has no cookie', 401, (t) => t.upgrade(WIRE.events, { Cookie: null })],
  [
    'a socket has no key',
    401,
    (t) => t.upgrade(WIRE.events, { 'Sec-WebSocket-Protocol': WIRE.eventsProtocol }),
  ],
  [
    'a socket has a wrong key',
    401,
    (t) => t.upgrade(WIRE.events, { 'Sec-WebSocket-Protocol': `${WIRE.eventsProtocol}, ${'A'.repeat(43)}` }),
  ],
  [
    'a socket tries many keys at once',
    401,
    (t) => t.upgrade(WIRE.events, { 'Sec-WebSocket-Protocol': `${WIRE.eventsProtocol}, a, ${t.me.key}` }),
  ],
  [
    'a socket has the key in its address',
    404,
    (t) => t.upgrade(`${WIRE.events}?key=${t.me.key}`, { 'Sec-WebSocket-Protocol': WIRE.eventsProtocol }),
  ],
  ['a socket wants another path', 404, (t) => t.upgrade('/')],
  ['a socket comes by POST', 404, (t) => t.upgrade('/socket', {}, 'POST')],
  ['a socket is another protocol (h2c)', 403, (t) => t.upgrade('/', { Upgrade: 'h2c', Origin: null })],
];

const families: readonly (readonly [name: string, attacks: readonly Attack[]])[] = [
  ['a foreign name for this machine', foreignHost],
  ['a foreign page', foreignOrigin],
  ['a launch token that is not good', badToken],
  ['half of what lets a page in', badKey],
  ['a path that is not on the list', strangePath],
  ['a method that we do not speak', strangeMethod],
  ['a body that is no call', strangeBody],
  ['a socket that is not our page', strangeSocket],
];

describe.each(families)('%s', (_name, attacks) => {
  test.each(attacks)('%s: refused', async (_sentence, status, attempt) => {
    const target = await makeTarget();
    const answer = await attempt(target);
    expect(answer.status).toBe(status);
    expect(target.shell.dispatched()).toBe(0);
    expect(answer.headers.has('set-cookie')).toBe(false);
    expect(answer.head.toLowerCase()).not.toContain('access-control-');
    expect(answer.body).not.toMatch(/"key"|"ok":true|not for the world|document\.title/);
  });
});

test('what the attacks change is all that keeps them out: unchanged, each request gets through', async () => {
  const { shell, get, post } = await makeTarget();
  expect((await get('/', { 'Sec-Fetch-Site': 'none' })).status).toBe(200);
  expect((await get('/assets/app-1a2b.js', { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
  expect((await post(WIRE.call, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
  expect(shell.dispatched()).toBe(1);
});

test('there are at least forty attacks', () => {
  expect(families.flatMap(([, attacks]) => attacks).length).toBeGreaterThanOrEqual(40);
});

test('of two pages that trade one token at the same moment, one gets in', async () => {
  const { shell } = await makeTarget();
  const token = shell.newToken();
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => shell.enter(token)));
  expect(outcomes.filter((one) => one.status === 'fulfilled').length).toBe(1);
});

test('a closed door opens again after its minute', async () => {
  const target = await makeTarget();
  for (let guess = 0; guess < 6; guess += 1) await openWith(target, { token: `guess ${guess}` });
  expect(target.shell.notices).toHaveLength(1);
  target.shell.passTime(60_001);
  await expect(target.shell.enter()).resolves.toBeDefined();
});

test.each([
  ['says something', 'hello', 1008],
  ['sends more than it may', 'x'.repeat(5000), 1009],
] as const)('a page that %s on its event socket is cut off', async (_what, text, code) => {
  const { shell, me } = await makeTarget();
  const socket = new WebSocket(`ws://127.0.0.1:${shell.port}${WIRE.events}`, [WIRE.eventsProtocol, me.key], {
    headers: { origin: shell.origin, cookie: me.cookie },
  });
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.on('open', () => socket.send(text));
  expect(await closed).toBe(code);
});

test('a call that nests a hundred thousand lists is refused by name, and the console goes on', async () => {
  const { post } = await makeTarget();
  const deep = `{"name":"jobs.list","input":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const answer = await post(WIRE.call, {}, deep);
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({ ok: false });
  expect((await post(WIRE.call)).status).toBe(200);
});

test.each(['__proto__', 'constructor', 'toString', 'jobs.list\u0000'])(
  'an operation called %s is unknown',
  async (name) => {
    const { post } = await makeTarget();
    const answer = await post(WIRE.call, {}, JSON.stringify({ name, input: {} }));
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'api.unknownOperation' } });
  },
);
