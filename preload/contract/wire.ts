import type { ConsoleEvent, Reply } from './reply.ts';

/** What a page finds as `window.switchyard` on the desktop. In a browser tab the bridge makes the same from HTTP. */
export type SwitchyardBridge = {
  readonly call: (name: string, input: unknown) => Promise<Reply>;
  /** Hears every event until the returned function is called. */
  readonly on: (hear: (event: ConsoleEvent) => void) => () => void;
};

/** The desktop's two channels: one asks, one tells. */
export const CHANNELS = { call: 'call', event: 'event' } as const;

/**
 * The browser shell on the wire.
 * 1. The address carries `#launch=<token>`, good once. The page takes it out of the address bar and trades it:
 *    POST `open` `{token}` → 200 `{key}` and the session cookie; 401 when it was used or is too old.
 * 2. The page keeps the key in sessionStorage (a reload must go on) and sends it with each
 *    POST `call` `{name, input}` as the header `keyHeader` → 200 and the Reply, a refusal too.
 * 3. WebSocket `events` with the subprotocols `[eventsProtocol, key]`: one ConsoleEvent as JSON in each message.
 * 401 anywhere: the console was started anew or the session is over; ask the person for a fresh address
 * (Enter in the terminal prints one). 413, 429 and 503 are the shell's own limits.
 */
export const WIRE = {
  launchFragment: 'launch',
  open: '/open',
  call: '/call',
  events: '/events',
  keyHeader: 'x-console-key',
  eventsProtocol: 'switchyard',
  /** A call's JSON may be this long. */
  bodyLimitBytes: 1_048_576,
} as const;

/** The meta element in which the shell hands the page the nonce for its generated styles. */
export const NONCE_META = 'csp-nonce';
