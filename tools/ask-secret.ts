/** Finds what opens an encrypted store: the environment, or the person at the terminal. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { readKeyFile, type Secret } from '#store/key-file';

/**
 * What opens the store of a home, undefined where it is plain. The terminal is asked where SWITCHYARD_PASSPHRASE is not
 * set; what is typed does not show. Without a terminal nothing is asked, and the opening says what is missing.
 */
export async function askSecret(home: string, question: string): Promise<Secret | undefined> {
  if (!readKeyFile(home)) return undefined;
  const given = process.env['SWITCHYARD_PASSPHRASE'];
  if (given) return { words: given };
  if (!process.stdin.isTTY) return undefined;
  return { words: await typed(question) };
}

/** One line from the terminal that is not shown while it is typed. Ctrl-C ends the program, as anywhere. */
function typed(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  lines.on('SIGINT', () => process.exit(130));
  return new Promise((resolve) => {
    lines.question('', (line) => {
      lines.close();
      process.stderr.write('\n');
      resolve(line);
    });
  });
}
