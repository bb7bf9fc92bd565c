// Runs the import or the undo that somebody asked for, in a process that will be killed.
import { runJob } from '#jobs/run';
import { openConsole } from '#main';
import { atWork, myTurn } from '#support/kill';

const home = process.argv[2] ?? '';
await myTurn();
const { store, env, listen, close } = await openConsole({
  home,
  jobs: 'byHand',
  ballastBytes: 0,
  beside: true,
});
listen((event) => {
  if (event.type === 'job' && (event.job.phase === 'writing' || event.job.phase === 'undoing')) atWork();
});
const ids = store.raw.prepare(`SELECT id FROM jobs WHERE status IN ('queued', 'running')`).pluck().all();
for (const id of ids) await runJob(store, env, String(id));
await close();
