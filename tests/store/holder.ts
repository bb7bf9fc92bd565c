// Opens a console over a home, says so, and stays until it is killed or told to end.
import { openConsole } from '#main';

const console = await openConsole({ home: process.argv[2] ?? '', jobs: 'byHand', ballastBytes: 0 });
console.announce('http://127.0.0.1:4711/');
process.send?.('open');
process.once('message', () => {
  void console.close().then(() => process.disconnect());
});
