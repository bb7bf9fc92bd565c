/** A password thread that begins its work only when the test that watches it says so; until then it is stuck in it. */
import { getEnvironmentData, isMainThread } from 'node:worker_threads';

export const HELD = 1;
export const FREE = 2;

if (!isMainThread) {
  const gate = getEnvironmentData('gate') as Int32Array<SharedArrayBuffer>;
  Atomics.store(gate, 0, HELD);
  Atomics.wait(gate, 0, HELD);
  await import('#app/hasher');
}
