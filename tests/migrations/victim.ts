// Opens a home whose store must be migrated, and dies by SIGKILL before a given statement of the migration.
import Database from 'better-sqlite3';
import { openStore } from '#store/home';

const [home = '', statement = ''] = process.argv.slice(2);
let isMigrating = false;
let count = 0;
const { prototype } = Database;
const prepare = Reflect.get(prototype, 'prepare') as (this: Database.Database, text: string) => unknown;
Reflect.set(prototype, 'prepare', function dying(this: Database.Database, text: string) {
  if (isMigrating) count += 1;
  if (count === Number(statement)) process.kill(process.pid, 'SIGKILL');
  return prepare.call(this, text);
});

await openStore(home, {
  now: () => Date.now(),
  anchoredSeq: () => null,
  ballastBytes: 0,
  tell: (phase) => {
    isMigrating = phase === 'migrating';
  },
});
