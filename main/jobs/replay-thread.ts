/** The entry of a replay thread: its own reading connection, and the columns of the opportunities it has read. */
import { parentPort, workerData } from 'node:worker_threads';
import { holdKeys } from '#store/keyring';
import { openPast, pastReader } from '#store/routing-replay';
import { columnsKeeper } from './replay-columns.ts';
import { stretchCounter } from './replay-count.ts';
import type { FromReplay, ReplayStart, ToReplay } from './replay-threads.ts';

/** What was counted is told this often, in ms; the first stretch at once. */
const TELL_EVERY = 150;

const { file, keys, share, shares } = workerData as ReplayStart;
if (keys) holdKeys(keys.home, keys.keys);
const raw = openPast(file);
const reader = pastReader(raw);
const keeper = columnsKeeper(reader);
const tell = (message: FromReplay) => parentPort?.postMessage(message);

/** Counts this thread's share of the stretches, as they were at one moment. */
function count({ id, ask, without, stop }: ToReplay): void {
  const counter = stretchCounter(keeper, ask);
  const hasToStop = new Int32Array(stop);
  let told = Number.NEGATIVE_INFINITY;
  for (const block of reader.blocks()) {
    if (Atomics.load(hasToStop, 0) === 1) return;
    if (block.block % shares !== share || block.block === without) continue;
    counter.count(block);
    if (performance.now() - told < TELL_EVERY) continue;
    told = performance.now();
    tell({ kind: 'part', id, part: counter.take() });
  }
  tell({ kind: 'part', id, part: counter.take() });
}

parentPort?.on('message', (question: ToReplay) => {
  const { id } = question;
  try {
    raw.transaction(() => count(question))();
    tell({ kind: 'end', id, error: null });
  } catch (error) {
    tell({ kind: 'end', id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
