import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import type { ConsoleEvent } from '#contract/reply';
import type { SwitchyardBridge } from '#contract/wire';
import { BridgeError } from './bridge-error.ts';

/** What carries calls to the console: the desktop's preload, the browser shell, or a test's own dispatch. */
export type Client = SwitchyardBridge;

let current: Client | undefined;
let deafen = () => {};
const hearers = new Set<(event: ConsoleEvent) => void>();

/** Chooses the carrier; done once, before the first page is drawn (and once in each test). */
export function connect(client: Client): void {
  deafen();
  current = client;
  deafen = client.on((event) => {
    for (const hear of hearers) hear(event);
  });
}

/** Asks the console for one operation: its value, or a thrown BridgeError. */
export async function call<K extends OperationName>(name: K, input: InputOf<K>): Promise<OutputOf<K>> {
  if (!current) throw new BridgeError('bridge.offline', {});
  const reply = await current.call(name, input);
  if (!reply.ok) throw new BridgeError(reply.error.code, reply.error.params);
  return reply.value as OutputOf<K>;
}

/** Hears every event of the console until the returned function is called. */
export function listen(hear: (event: ConsoleEvent) => void): () => void {
  hearers.add(hear);
  return () => void hearers.delete(hear);
}
