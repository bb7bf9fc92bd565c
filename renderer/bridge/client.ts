import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import type { ConsoleEvent, Reply } from '#contract/reply';
import { BridgeError } from './bridge-error.ts';

/** What carries calls to the console: the desktop's preload, the browser shell, or a test's own dispatch. */
export type Client = {
  readonly call: (name: string, input: unknown) => Promise<Reply>;
  /** Calls back for every event of the console until the returned function is called. */
  readonly on: (hear: (event: ConsoleEvent) => void) => () => void;
};

let current: Client | undefined;

/** Chooses the carrier; done once, before the first page is drawn (and once in each test). */
export function connect(client: Client): void {
  current = client;
}

/** Asks the console for one operation: its value, or a thrown BridgeError. */
export async function call<K extends OperationName>(name: K, input: InputOf<K>): Promise<OutputOf<K>> {
  const reply = await connected().call(name, input);
  if (!reply.ok) throw new BridgeError(reply.error.code, reply.error.params);
  return reply.value as OutputOf<K>;
}

/** Hears every event of the console until the returned function is called. */
export function listen(hear: (event: ConsoleEvent) => void): () => void {
  return connected().on(hear);
}

function connected(): Client {
  if (!current) throw new BridgeError('bridge.offline', {});
  return current;
}
