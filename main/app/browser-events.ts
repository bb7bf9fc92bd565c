import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ConsoleEvent } from '#contract/reply';
import { WIRE } from '#contract/wire';
import type { Console } from '#main';
import { type WebSocket, WebSocketServer } from 'ws';
import { hearing } from './hearing.ts';
import type { Browser, Browsers } from './tabs.ts';

/** A page that does not read its events is cut off at this many unsent bytes; it asks anew when it comes back. */
const MAX_UNSENT = 1_048_576;
const MAX_SOCKETS = 32;
const HEARTBEAT_MS = 30_000;

export type EventSockets = {
  /** Takes over an upgrade that passed the gate; answers the HTTP status of a refusal. */
  readonly take: (request: IncomingMessage, socket: Duplex, head: Buffer) => number | undefined;
  readonly close: () => void;
};

type Ear = { readonly socket: WebSocket; readonly browser: Browser; alive: boolean };

/** The sockets over which pages hear what happens. A page only listens: whatever it says closes its socket. */
export function eventSockets(console: Console, inside: Browsers): EventSockets {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 1024,
    handleProtocols: () => WIRE.eventsProtocol,
  });
  const ears = new Set<Ear>();
  const mayHear = hearing(console);
  const tell = async (ear: Ear, event: ConsoleEvent, text: string) => {
    const { socket, browser } = ear;
    if (!inside.isIn(browser)) socket.close(1008, 'over');
    else if (socket.bufferedAmount > MAX_UNSENT) socket.terminate();
    else if (await mayHear(browser.session, event)) socket.send(text);
  };
  const deafen = console.listen((event) => {
    const text = JSON.stringify(event);
    for (const ear of ears) void tell(ear, event, text);
  });
  const heartbeat = setInterval(() => {
    for (const ear of ears) {
      if (!ear.alive || !inside.isIn(ear.browser)) ear.socket.terminate();
      ear.alive = false;
      ear.socket.ping();
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    take: (request, socket, head) => {
      if (request.url !== WIRE.events) return 404;
      const browser = inside.find(request.headers.cookie, keyOf(request));
      if (!browser) return 401;
      if (ears.size >= MAX_SOCKETS) return 503;
      server.handleUpgrade(request, socket, head, (open) => {
        const ear: Ear = { socket: open, browser, alive: true };
        ears.add(ear);
        open.on('close', () => ears.delete(ear));
        open.on('pong', () => {
          ear.alive = true;
        });
        open.on('message', () => open.close(1008, 'listenOnly'));
        open.on('error', () => open.terminate());
      });
      return undefined;
    },
    close: () => {
      deafen();
      clearInterval(heartbeat);
      for (const { socket } of ears) socket.terminate();
      server.close();
    },
  };
}

/** A page cannot set headers on a socket: the key comes as the second subprotocol. */
function keyOf(request: IncomingMessage): string | undefined {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.length === 2 && offered[0] === WIRE.eventsProtocol ? offered[1] : undefined;
}
