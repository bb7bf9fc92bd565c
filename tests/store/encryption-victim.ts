// Opens a store that is to be encrypted or decrypted, in a process that will be killed while it does.
import { openConsole } from '#main';
import { atWork, myTurn } from '#support/kill';

const [home = '', words = ''] = process.argv.slice(2);
await myTurn();
const tell = (phase: string) => phase === 'encrypting' && atWork();
await (await openConsole({ home, secret: { words }, jobs: 'byHand', ballastBytes: 0, tell })).close();
