// Runs the routing that somebody asked for, in a process that will be killed.
import { runJob } from '#jobs/run';
import { openConsole } from '#main';
import { myTurn } from '#support/kill';

const home = process.argv[2] ?? '';
await myTurn();
const { store, env, close } = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
const ids = store.raw.prepare(`SELECT id FROM jobs WHERE status IN ('queued', 'running')`).pluck().all();
for (const id of ids) await runJob(store, env, String(id));
await close();
