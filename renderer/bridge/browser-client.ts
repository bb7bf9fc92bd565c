import type { ConsoleEvent, Reply } from '#contract/reply';
import { type SwitchyardBridge, WIRE } from '#contract/wire';
import { BridgeError } from './bridge-error.ts';

/** The page's key is kept for the tab's life, so that a reload in the middle of work goes on. */
const KEPT_AS = 'switchyard.key';
const RECONNECT_MS = [250, 1000, 3000, 10_000];

/**
 * The console over HTTP and a WebSocket (WIRE, preload/contract/wire.ts). Trades the address's launch token
 * for a key first; without either, every call says `bridge.sessionLost`.
 */
export async function browserClient(): Promise<SwitchyardBridge> {
  const token = takeLaunchToken();
  if (token !== null) await trade(token);
  return { call: callOverHttp, on: hearing };
}

/** Takes the token out of the address bar: it must not stay in the history or be shared with the page's address. */
function takeLaunchToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get(WIRE.launchFragment);
  if (token !== null) history.replaceState(null, '', location.pathname);
  return token;
}

async function trade(token: string): Promise<void> {
  const answer = await post(WIRE.open, {}, { token });
  if (!answer.ok) return;
  const { key } = (await answer.json()) as { key: string };
  sessionStorage.setItem(KEPT_AS, key);
}

async function callOverHttp(name: string, input: unknown): Promise<Reply> {
  const key = sessionStorage.getItem(KEPT_AS);
  if (key === null) throw new BridgeError('bridge.sessionLost', {});
  const answer = await post(WIRE.call, { [WIRE.keyHeader]: key }, { name, input });
  if (answer.status === 401) throw new BridgeError('bridge.sessionLost', {});
  const reply = (await answer.json()) as Reply | { why: string };
  if (!('ok' in reply)) throw new BridgeError('bridge.offline', reply);
  return reply;
}

async function post(path: string, headers: Record<string, string>, body: unknown): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch {
    throw new BridgeError('bridge.offline', {});
  }
}

/** The page's one socket; after a break it comes back and says that anything may have changed meanwhile. */
function hearing(hear: (event: ConsoleEvent) => void): () => void {
  let socket: WebSocket | undefined;
  let isOver = false;
  let breaks = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    const key = sessionStorage.getItem(KEPT_AS);
    if (key === null) return;
    socket = new WebSocket(`ws://${location.host}${WIRE.events}`, [WIRE.eventsProtocol, key]);
    socket.onopen = () => {
      if (breaks > 0) hear({ type: 'changed', operation: 'bridge.reconnected' });
      breaks = 0;
    };
    socket.onmessage = (message) => hear(JSON.parse(String(message.data)) as ConsoleEvent);
    socket.onclose = () => {
      if (isOver) return;
      waiting = setTimeout(open, RECONNECT_MS[Math.min(breaks, RECONNECT_MS.length - 1)]);
      breaks += 1;
    };
  };
  open();
  return () => {
    isOver = true;
    clearTimeout(waiting);
    socket?.close();
  };
}
