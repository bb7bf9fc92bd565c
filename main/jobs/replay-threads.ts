import { Worker } from 'node:worker_threads';
import type { Environment } from '#api/context';
import type { ReplayAsk, Tally } from '#domain/replay';
import { keysFor } from '#store/keyring';

/** What a replay thread is started with: which stretches of opportunities are its own. */
export type ReplayStart = {
  readonly file: string;
  readonly keys: ReturnType<typeof keysFor>;
  readonly share: number;
  readonly shares: number;
};
/** `without` is a stretch that somebody else counts; `stop` is one shared integer: 1 ends the counting before the next stretch. */
export type ToReplay = {
  readonly id: number;
  readonly ask: ReplayAsk;
  readonly without: number | null;
  readonly stop: SharedArrayBuffer;
};
export type FromReplay =
  | { readonly kind: 'part'; readonly id: number; readonly part: Tally }
  | { readonly kind: 'end'; readonly id: number; readonly error: string | null };

const THREADS = 2;
/** The threads and all that they have read go after this long without a question. */
const REST_MS = 300_000;

type Asked = { readonly hear: (part: Tally) => void; readonly end: (error: Error | null) => void };
type Team = { readonly workers: readonly Worker[]; readonly asked: Map<number, Asked> };

/** Counts on threads that start with the first question about a file and keep what they have read between questions. */
export function replayOn(thread: URL): Environment['replay'] {
  const teams = new Map<string, Team>();
  let rest: NodeJS.Timeout | undefined;
  let last = 0;
  const dismiss = (file: string) => {
    const team = teams.get(file);
    teams.delete(file);
    for (const worker of team?.workers ?? []) void worker.terminate();
  };
  const start = (file: string) => {
    const team: Team = openTeam(thread, file, () => {
      if (teams.get(file) === team) teams.delete(file);
    });
    teams.set(file, team);
    return team;
  };
  const ask = (file: string, team: Team, question: Omit<ToReplay, 'id'>, hear: (part: Tally) => void) =>
    new Promise<void>((resolve, reject) => {
      last += 1;
      const id = last;
      let running = THREADS;
      let failure: Error | null = null;
      const fail = (error: unknown) => {
        failure ??= error instanceof Error ? error : new Error('A replay was given up.', { cause: error });
        Atomics.store(new Int32Array(question.stop), 0, 1);
      };
      team.asked.set(id, {
        hear: (part) => {
          if (failure !== null) return;
          try {
            hear(part);
          } catch (error) {
            fail(error);
          }
        },
        end: (error) => {
          if (error) fail(error);
          running -= 1;
          if (running > 0) return;
          team.asked.delete(id);
          if (failure === null) resolve();
          else reject(failure);
        },
      });
      for (const worker of team.workers) {
        worker.ref();
        worker.postMessage({ id, ...question } satisfies ToReplay);
      }
    }).finally(() => {
      if (team.asked.size > 0) return;
      for (const worker of team.workers) worker.unref();
      rest = setTimeout(dismiss, REST_MS, file).unref();
    });
  return ({ file, ...question }, hear) => {
    clearTimeout(rest);
    const team = teams.get(file) ?? start(file);
    return ask(file, team, { ...question, stop: new SharedArrayBuffer(4) }, hear);
  };
}

function openTeam(thread: URL, file: string, whenGone: () => void): Team {
  const asked = new Map<number, Asked>();
  const workers = Array.from({ length: THREADS }, (_, share) => {
    const worker = new Worker(thread, {
      workerData: { file, keys: keysFor(file), share, shares: THREADS } satisfies ReplayStart,
    });
    let failure = new Error('A replay thread ended.');
    worker.on('message', (message: FromReplay) => {
      const waiting = asked.get(message.id);
      if (message.kind === 'part') waiting?.hear(message.part);
      else waiting?.end(message.error === null ? null : new Error(message.error));
    });
    worker.once('error', (error) => {
      failure = error;
    });
    worker.once('exit', () => {
      whenGone();
      for (const waiting of asked.values()) waiting.end(failure);
    });
    return worker;
  });
  return { workers, asked };
}
