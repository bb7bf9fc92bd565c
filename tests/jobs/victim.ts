// Opens the console over a home and lives until nothing is left to do there.
import { openConsole } from '#main';
import { atWork, myTurn } from '#support/kill';

const home = process.argv[2] ?? '';
await myTurn();
const console = await openConsole({ home, registry: new URL('./demonstration.ts', import.meta.url) });
const stop = console.listen((event) => {
  if (event.type !== 'job') return;
  atWork();
  stop();
});
const left = console.store.raw
  .prepare(`SELECT count(*) FROM jobs WHERE status IN ('queued', 'running')`)
  .pluck();
while (left.get() !== 0) await new Promise((resolve) => setTimeout(resolve, 20));
await console.close();
