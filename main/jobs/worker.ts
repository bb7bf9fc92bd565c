/** The entry of the job's thread: its own connection, and one job after another as the clock says. */
import { parentPort, workerData } from 'node:worker_threads';
import { makeEnvironment } from '#main';
import { holdKeys } from '#store/keyring';
import { connect } from '#store/open';
import type { Registry } from './job.ts';
import { jobs } from './registry.ts';
import { replayOn } from './replay-threads.ts';
import { runJob } from './run.ts';
import type { FromThread, ThreadStart, ToThread } from './thread.ts';
import { inTurn, isAskedToStop, makeTurn, takeTurn } from './turn.ts';

const start = workerData as ThreadStart;
const turn = makeTurn(start.turn);
if (start.keys) holdKeys(start.keys.home, start.keys.keys);
const store = connect(start.file);
const tell = (message: FromThread) => parentPort?.postMessage(message);

const lent = makeEnvironment(start.home, (event) => tell({ kind: 'event', event }));
const env = {
  ...lent,
  replay: replayOn(new URL(start.replay)),
  report: (traceId: string, operation: string, error: unknown) =>
    tell({
      kind: 'report',
      traceId,
      operation,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
};
const registry: Registry =
  start.registry === null ? jobs : ((await import(start.registry)) as { jobs: Registry }).jobs;

async function run(id: string, owner: string): Promise<void> {
  try {
    const ending = await runJob(store, env, id, {
      registry,
      owner,
      stopping: () => isAskedToStop(turn),
      inTurn: (write) => inTurn(turn, write),
      takeTurn: () => takeTurn(turn),
    });
    tell({ kind: 'idle', ended: ending !== undefined });
  } catch (error) {
    env.report(env.newId(), 'job', error);
    tell({ kind: 'idle', ended: false });
  }
}

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'run') void run(message.id, message.owner);
  else {
    store.close();
    parentPort?.close();
  }
});
