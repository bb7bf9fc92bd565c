/** The entry of a replay thread: its own reading connection, and the columns of the opportunities it has read. */
import { parentPort, workerData } from 'node:worker_threads';
import { countDecided, emptyTally, type ReplayAsk, sidesOf } from '#domain/replay';
import { testedBy } from '#domain/routing';
import { compileIndex, matchColumns } from '#domain/rules';
import { connect } from '#store/open';
import { pastReader } from '#store/routing-replay';
import { columnsKeeper } from './replay-columns.ts';
import type { FromReplay, ReplayStart, ToReplay } from './replay-threads.ts';

/** What was counted is told this often, in ms; the first stretch at once. */
const TELL_EVERY = 150;

const { file, share, shares } = workerData as ReplayStart;
const { raw } = connect(file);
raw.pragma('query_only = ON');
const reader = pastReader(raw);
const keeper = columnsKeeper(reader);
const tell = (message: FromReplay) => parentPort?.postMessage(message);

/** Counts this thread's share of the stretches, as they were at one moment. */
function count(id: number, ask: ReplayAsk, stop: Int32Array): void {
  const sides = sidesOf(ask);
  const [before, after] = [compileIndex(ask.before), compileIndex(ask.after)];
  keeper.prepare(testedBy([...ask.before, ...ask.after]));
  let tally = emptyTally(sides);
  let told = Number.NEGATIVE_INFINITY;
  const mine = reader.blocks().filter(({ block }) => block % shares === share);
  for (const block of mine) {
    if (Atomics.load(stop, 0) === 1) return;
    const { facts, ids, createdAt, isOpen, lines, line } = keeper.columns(block);
    const taken = lines.map((id) => (ask.lines.includes(id) ? 1 : 0));
    if (!taken.includes(1)) continue;
    const decided = {
      ids,
      createdAt,
      isOpen,
      isTaken: Uint8Array.from(line, (place) => taken[place] ?? 0),
      before: new Int32Array(ids.length),
      after: new Int32Array(ids.length),
    };
    matchColumns(before, facts, createdAt, decided.before);
    matchColumns(after, facts, createdAt, decided.after);
    countDecided(tally, sides, decided);
    if (performance.now() - told < TELL_EVERY) continue;
    told = performance.now();
    tell({ kind: 'part', id, part: tally });
    tally = emptyTally(sides);
  }
  tell({ kind: 'part', id, part: tally });
}

parentPort?.on('message', ({ id, ask, stop }: ToReplay) => {
  try {
    raw.transaction(() => count(id, ask, new Int32Array(stop)))();
    tell({ kind: 'end', id, error: null });
  } catch (error) {
    tell({ kind: 'end', id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
