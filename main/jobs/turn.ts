/**
 * Whose turn it is to write, shared by the console's thread and the jobs': a waiting command goes before the job's
 * next chunk, and waits for the running one without blocking its thread. (SQLite alone would put the waiting thread
 * to sleep, and a job that writes chunk after chunk could keep it there.)
 */
export type Turn = Int32Array<SharedArrayBuffer>;

const WANTED = 0;
const WRITING = 1;
const STOP = 2;

export function makeTurn(memory = new SharedArrayBuffer(12)): Turn {
  return new Int32Array(memory);
}

/** Answers when no chunk is being written; none begins before the answered function is called. */
export async function takeTurn(turn: Turn): Promise<() => void> {
  Atomics.add(turn, WANTED, 1);
  while (Atomics.load(turn, WRITING) === 1) {
    const waiting = Atomics.waitAsync(turn, WRITING, 1, 1000);
    if (waiting.async) await waiting.value;
  }
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    Atomics.sub(turn, WANTED, 1);
    Atomics.notify(turn, WANTED);
  };
}

/** Runs a job's write when nobody else wants to and no other job writes; blocks the job's thread until then. */
export function inTurn<T>(turn: Turn, write: () => T): T {
  for (;;) {
    // Announced first and looked at second, here as in takeTurn: one of the two always sees the other.
    if (Atomics.compareExchange(turn, WRITING, 0, 1) !== 0) {
      Atomics.wait(turn, WRITING, 1, 1000);
      continue;
    }
    const wanted = Atomics.load(turn, WANTED);
    if (wanted === 0) break;
    endWriting(turn);
    Atomics.wait(turn, WANTED, wanted, 1000);
  }
  try {
    return write();
  } finally {
    endWriting(turn);
  }
}

/** Also for a job's thread that died while it wrote. */
export function endWriting(turn: Turn): void {
  Atomics.store(turn, WRITING, 0);
  Atomics.notify(turn, WRITING);
}

/** Asks the running job to make way for a shutdown. */
export function askToStop(turn: Turn): void {
  Atomics.store(turn, STOP, 1);
}

export function isAskedToStop(turn: Turn): boolean {
  return Atomics.load(turn, STOP) === 1;
}
