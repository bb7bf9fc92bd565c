// spine.cancel: from the click to a job that has ended, while it writes chunk after chunk; spine.block: how long the
// console's own thread stands still while somebody signs in, and while commands wait for that job's turn.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ConsoleEvent } from '#contract/reply';
import type { InputOf, OperationName } from '#contract/contract';
import { type Console, openConsole, sessionAs } from '#main';
import { queueJob } from '#store/jobs';
import { type Bench, type BenchLine, median, significant } from './bench.ts';
import { inFolder } from './folder.ts';

const TIMES = 20;
/** The longest that a chunk may be. */
const CHUNK_MS = 40;

const open = (home: string) =>
  openConsole({ home, ballastBytes: 0, registry: new URL('../jobs/demonstration.ts', import.meta.url) });

/** The next job event of this kind. */
function heard(
  { listen }: Console,
  is: (job: Extract<ConsoleEvent, { type: 'job' }>['job']) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const end = listen((event) => {
      if (event.type !== 'job' || !is(event.job)) return;
      end();
      resolve();
    });
  });
}

/** A job that writes all the time, far longer than we look, and is at it. */
async function busy(console: Console): Promise<string> {
  const id = crypto.randomUUID();
  const input = { upTo: 10_000, chunkMs: CHUNK_MS };
  const working = heard(console, (job) => job.id === id && job.done > 2);
  const at = console.env.now();
  await queueJob(console.store.db, { id, kind: 'demonstration.count', input, actorId: 'system', at });
  console.env.wakeJobs();
  await working;
  return id;
}

async function tell<K extends OperationName>(console: Console, name: K, input: InputOf<K>): Promise<number> {
  const from = performance.now();
  const reply = await console.dispatch(sessionAs(), name, input);
  if (!reply.ok) throw new Error(JSON.stringify(reply.error));
  return performance.now() - from;
}

async function cancel(console: Console, id: string): Promise<number> {
  const ended = heard(console, (job) => job.id === id && job.status === 'cancelled');
  const from = performance.now();
  await tell(console, 'jobs.cancel', { id });
  await ended;
  return performance.now() - from;
}

async function measureCancel(home: string): Promise<BenchLine> {
  const console = await open(home);
  const taken: number[] = [];
  for (let time = 0; time < TIMES; time += 1) taken.push(await cancel(console, await busy(console)));
  await console.close();
  const worst = Math.max(...taken);
  return {
    ...ALONE,
    bench: 'spine.cancel',
    size: `the slowest of ${TIMES} jobs that write in chunks of ${CHUNK_MS} ms`,
    ours: significant(worst),
    unit: 'ms',
    also: { medianMs: significant(median(taken)) },
    goal: '≤ 250 ms',
    met: worst <= 250,
  };
}

/** The longest that this thread stood still meanwhile, in ms. */
async function blockOf(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  return delay.max / 1e6;
}

async function measureBlock(home: string): Promise<BenchLine> {
  const console = await open(home);
  const session = { ...sessionAs(), userId: null };
  const owner = { login: 'owner', name: '王店主', password: 'correct horse battery' };
  await console.dispatch({ ...session }, 'access.createOwner', owner);
  const { login, password } = owner;
  const signIn = async () => {
    const reply = await console.dispatch({ ...session }, 'access.signIn', { login, password });
    if (!reply.ok) throw new Error(JSON.stringify(reply.error));
  };
  const signingIn = await blockOf(async () => {
    for (let time = 0; time < TIMES; time += 1) await signIn();
  });
  const id = await busy(console);
  const waits: number[] = [];
  const besideAJob = await blockOf(async () => {
    for (let time = 0; time < TIMES; time += 1)
      waits.push(await tell(console, 'transfer.startUpload', { name: 'a.csv', size: 1 }));
  });
  await cancel(console, id);
  await console.close();
  const worst = Math.max(signingIn, besideAJob);
  return {
    ...ALONE,
    bench: 'spine.block',
    size: `${TIMES} sign-ins, then ${TIMES} commands beside a job that writes in chunks of ${CHUNK_MS} ms`,
    ours: significant(worst),
    unit: 'ms',
    also: {
      signingInMs: significant(signingIn),
      besideAJobMs: significant(besideAJob),
      longestCommandMs: significant(Math.max(...waits)),
    },
    goal: 'no main-thread block over 50 ms',
    met: worst <= 50,
  };
}

const ALONE = { floor: null, peers: {}, ratio: null, equal: null };

export const benches: readonly Bench[] = [
  { name: 'spine.cancel', run: () => inFolder(measureCancel) },
  { name: 'spine.block', run: () => inFolder(measureBlock) },
];
