// Opens the console over a home, with its own jobs, and lives until nothing is left to do there.
import { openConsole } from '#main';
import { myTurn } from '#support/kill';

const home = process.argv[2] ?? '';
await myTurn();
const console = await openConsole({ home, ballastBytes: 0 });
const left = console.store.raw
  .prepare(`SELECT count(*) FROM jobs WHERE status IN ('queued', 'running')`)
  .pluck();
while (left.get() !== 0) await new Promise((resolve) => setTimeout(resolve, 5));
await console.close();
