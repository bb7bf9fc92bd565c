import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ReplyError } from '#contract/reply';
import { WIRE } from '#contract/wire';
import type { Console } from '#main';
import { z } from 'zod';
import { type Assets, newNonce, pageWith } from './assets.ts';
import { eventSockets } from './browser-events.ts';
import { watchElsewhere } from './elsewhere.ts';
import { turnAway } from './gate.ts';
import { type LaunchTokens, launchTokens } from './launch-tokens.ts';
import { cacheControl, contentPolicy, SECURITY_HEADERS } from './policy.ts';
import { readJson } from './request-body.ts';
import { type Browsers, browsers } from './tabs.ts';

export type BrowserShell = {
  readonly port: number;
  /** A fresh address, good once and for `lifetimeMs`. */
  readonly address: (lifetimeMs: number) => string;
  readonly close: () => Promise<void>;
};

type Shell = {
  readonly console: Console;
  readonly assets: Assets;
  readonly tokens: LaunchTokens;
  readonly browsers: Browsers;
  /** Says in the terminal what its reader should know. */
  readonly notice: (line: string) => void;
};

const Opening = z.strictObject({ token: z.string().max(200) });
const Calling = z.strictObject({ name: z.string().max(200), input: z.unknown() });

/**
 * Serves the console to browsers on this machine: 127.0.0.1 and nothing else, whatever is asked.
 * `port` 0 takes a free one. Rejects when the port is taken.
 */
export async function serveConsole(
  console: Console,
  options: { assets: Assets; port?: number; notice?: (line: string) => void; now?: () => number },
): Promise<BrowserShell> {
  const now = options.now ?? Date.now;
  const shell: Shell = {
    console,
    assets: options.assets,
    tokens: launchTokens(now),
    browsers: browsers(now, console.env.newId),
    notice: options.notice ?? (() => {}),
  };
  const sockets = eventSockets(console, shell.browsers);
  const server = createServer(
    { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000, joinDuplicateHeaders: false },
    (request, response) => {
      answer(shell, portOf(server), request, response).catch((error: unknown) => {
        console.env.report(console.env.newId(), 'browser', error);
        if (response.headersSent) response.destroy();
        else send(response, 500, { why: 'unexpected' });
      });
    },
  );
  server.maxConnections = 128;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refused = turnAway(request, portOf(server))?.status ?? sockets.take(request, socket, head);
    if (refused !== undefined) socket.end(`HTTP/1.1 ${refused} Refused\r\nConnection: close\r\n\r\n`);
  });
  await listening(server, options.port ?? 0);
  const endWatch = watchElsewhere(console);
  return {
    port: portOf(server),
    address: (lifetimeMs) =>
      `http://127.0.0.1:${portOf(server)}/#${WIRE.launchFragment}=${shell.tokens.issue(lifetimeMs)}`,
    close: async () => {
      endWatch();
      sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => resolve());
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function answer(
  shell: Shell,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const turned = turnAway(request, port);
  if (turned) return send(response, turned.status, { why: turned.why });
  if (request.method === 'GET') return serveFile(shell, request, response);
  if (request.url === WIRE.open) return open(shell, request, response);
  if (request.url === WIRE.call) return call(shell, request, response);
  send(response, 404, { why: 'nothingHere' });
}

function serveFile(shell: Shell, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '';
  if (path === '/') {
    const nonce = newNonce();
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      // The gate has let only our own two names through.
      'Content-Security-Policy': contentPolicy(nonce, `ws://${request.headers.host}`),
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': cacheControl(false),
    });
    response.end(pageWith(shell.assets, nonce));
    return;
  }
  const file = shell.assets.files.get(path);
  if (!file) return send(response, 404, { why: 'nothingHere' });
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Content-Type': file.type,
    'Content-Length': file.bytes.length,
    'Cache-Control': cacheControl(file.kept),
  });
  response.end(file.bytes);
}

async function open(shell: Shell, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request, 4096);
  if (!body.ok) return send(response, body.status, { why: body.why });
  const parsed = Opening.safeParse(body.value);
  if (!parsed.success) return send(response, 400, { why: 'badInput' });
  const redeemed = shell.tokens.redeem(parsed.data.token);
  if (redeemed === 'tooMany') {
    shell.notice('Too many wrong addresses within a minute: nobody new is let in until it is over.');
    response.setHeader('Retry-After', '60');
    return send(response, 429, { why: 'tooMany' });
  }
  if (redeemed === 'wrong') return send(response, 401, { why: 'tokenUsedOrOld' });
  const { key, cookie } = shell.browsers.admit(request.headers.cookie);
  if (cookie !== null)
    response.setHeader(
      'Set-Cookie',
      `${shell.browsers.cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
    );
  send(response, 200, { key });
}

async function call(shell: Shell, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const key = request.headers[WIRE.keyHeader];
  const browser = shell.browsers.find(request.headers.cookie, typeof key === 'string' ? key : undefined);
  if (!browser) return send(response, 401, { why: 'notLetIn' });
  const body = await readJson(request, WIRE.bodyLimitBytes);
  if (!body.ok && body.status === 413)
    return refuse(response, 413, { code: 'api.tooLarge', params: { limitBytes: WIRE.bodyLimitBytes } });
  const issue = (code: string): ReplyError => ({
    code: 'api.badInput',
    params: { issues: [{ path: '', code }] },
  });
  if (!body.ok) return refuse(response, body.status, issue(body.why));
  const parsed = Calling.safeParse(body.value);
  if (!parsed.success) return refuse(response, 400, issue('notACall'));
  send(response, 200, await shell.console.dispatch(browser.session, parsed.data.name, parsed.data.input));
}

/** What the shell itself says no to has the form of every Reply. */
function refuse(response: ServerResponse, status: number, error: ReplyError): void {
  send(response, status, { ok: false, error });
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...(status === 405 ? { Allow: 'GET, POST' } : {}),
    // What was not read to its end must not be taken for the next request.
    ...(status >= 400 ? { Connection: 'close' } : {}),
  });
  response.end(text);
}
