import { Worker } from 'node:worker_threads';
import type { Environment } from '#api/context';

/** With a hash: does the password fit it? Without: hash it. */
export type ToHasher = { seq: number; password: string; hash: string | null };
export type FromHasher = { seq: number; value: string | boolean } | { seq: number; error: string };

/** The thread and its 64 MiB go after this long without a question. */
const REST_MS = 5_000;

type Asked = { resolve: (value: string | boolean) => void; reject: (error: Error) => void };
type Hasher = { readonly worker: Worker; readonly asked: Map<number, Asked> };

/** Hashes and verifies on a thread that starts with the first question and ends when there are none. */
export function passwordsOn(thread: URL): Environment['passwords'] {
  let hasher: Hasher | undefined;
  let rest: NodeJS.Timeout | undefined;
  let seq = 0;

  const start = (): Hasher => {
    const started = openHasher(thread, () => {
      rest = setTimeout(() => {
        if (hasher === started) hasher = undefined;
        void started.worker.terminate();
      }, REST_MS).unref();
    });
    started.worker.once('exit', () => {
      if (hasher === started) hasher = undefined;
    });
    return started;
  };
  const ask = (password: string, hash: string | null) =>
    new Promise<string | boolean>((resolve, reject) => {
      clearTimeout(rest);
      hasher ??= start();
      seq += 1;
      hasher.asked.set(seq, { resolve, reject });
      hasher.worker.ref();
      // One form for the same word typed on different keyboards (NFC).
      hasher.worker.postMessage({ seq, password: password.normalize('NFC'), hash } satisfies ToHasher);
    });
  return {
    hash: async (password) => String(await ask(password, null)),
    verify: async (hash, password) => (await ask(password, hash)) === true,
  };
}

function openHasher(thread: URL, whenIdle: () => void): Hasher {
  const worker = new Worker(thread);
  const asked = new Map<number, Asked>();
  worker.on('message', (reply: FromHasher) => {
    const waiting = asked.get(reply.seq);
    asked.delete(reply.seq);
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.value);
    if (asked.size > 0) return;
    worker.unref();
    whenIdle();
  });
  const fail = (error: Error) => {
    for (const waiting of asked.values()) waiting.reject(error);
    asked.clear();
  };
  worker.once('error', fail);
  worker.once('exit', () => fail(new Error('The password thread ended.')));
  return { worker, asked };
}
