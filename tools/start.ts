/** `npm start`: opens the console, in Electron's window or in a browser, and says what it does and where it is. */
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { readAssets } from '#app/assets';
import { type BrowserShell, serveConsole } from '#app/browser';
import { homeFolder } from '#app/home';
import { HANDED_MS, PRINTED_MS } from '#app/launch-tokens';
import { languageOf, recoveryWords, wordsOf } from '#app/trouble-words';
import { type Console, openConsole } from '#main';
import type { OpeningPhase } from '#store/home';
import { StoreTrouble } from '#store/trouble';
import { askSecret } from './ask-secret.ts';
import { ensureBuilt, ROOT } from './build.ts';
import { findWindow } from './electron-binary.ts';
import { isFirstStart, makeDemo } from './first-start.ts';
import { openPage } from './open-page.ts';

const USAGE = `npm start -- [options]
  --browser     in a browser, not in Electron's window
  --desktop     in Electron's window: tries again to fetch it
  --port N      the browser's port (default: a free one)
  --no-open     only print the address
  --no-demo     begin with an empty company
SWITCHYARD_HOME names the folder that holds the store and its backups.
SWITCHYARD_PASSPHRASE opens an encrypted store without asking.`;

const SEEDING: Readonly<Record<string, string>> = {
  organisation: 'people, groups and rules',
  opportunities: 'cards and opportunities',
  history: 'follow-ups and orders',
  attribution: 'attribution',
};

const OPENING: Readonly<Record<OpeningPhase, string>> = {
  encrypting: 'Writing the store and its backups anew, under their new key …',
  checking: 'Checking every page of the store …',
  restoring: 'Restoring the last verified backup …',
  backingUp: 'Backing up the store before it is brought to this version …',
  migrating: 'Making the tables of this version …',
};

type Choice = { browser: boolean; desktop: boolean; port: number; open: boolean; demo: boolean };

/** A window that closes sooner than this, and not by a person, never stood. */
const AT_ONCE_MS = 10_000;

const language = languageOf(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG']);
const say = (line: string) => void process.stdout.write(`${line}\n`);

async function start(choice: Choice): Promise<void> {
  const home = homeFolder();
  const { out, built } = await ensureBuilt(say);
  if (built) say('The interface is built.');
  if (choice.demo && isFirstStart(home)) {
    say('First start: making the demo company …');
    const began = performance.now();
    await makeDemo(home, (step) => say(`  ${SEEDING[step] ?? step}`));
    say(`  done in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
  say(`Home: ${home}`);
  const window = choice.browser ? undefined : findWindow(choice.desktop, say);
  const reason = window && ('reason' in window ? window.reason : await showWindow(window.binary));
  if (reason) say(`In the browser, because ${reason}.`);
  await showPages(home, `${out}/renderer`, choice);
}

/**
 * Electron runs out/main by itself; this process only waits for it, passes an end on, and ends with it. Answers
 * why it could not show a window, when it ended at once: a library or its sandbox is missing on many a Linux.
 */
function showWindow(binary: string): Promise<string> {
  say('Opening the window. Ctrl-C ends it.');
  const began = performance.now();
  const child = spawn(binary, [ROOT], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(`Electron did not start (${error.message})`));
    child.on('exit', (code, signal) => {
      if (code === 0 || performance.now() - began > AT_ONCE_MS) process.exit(code ?? 0);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(name);
      resolve(`Electron ended at once (${signal ?? `exit ${code}`})`);
    });
  });
}

async function showPages(home: string, pages: string, choice: Choice): Promise<void> {
  const secret = await askSecret(home, 'The store is encrypted. Passphrase or code: ');
  const console = await openConsole({ home, backups: 'daily', secret, tell: (phase) => say(OPENING[phase]) });
  const { recovery, doubt } = console.opening;
  if (recovery) say(recoveryWords(recovery, language));
  if (doubt)
    say(
      `${home} lies on a ${doubt === 'networkDrive' ? 'network drive' : 'cloud folder'}: a store may be damaged there. SWITCHYARD_HOME names another folder.`,
    );
  const shell = await serve(console, pages, choice.port);
  console.announce(`http://127.0.0.1:${shell.port}/`);
  endWith(console, shell);
  const reason = choice.open ? openPage(shell.address(HANDED_MS)) : '--no-open says so';
  say(reason === undefined ? 'Opened in the browser.' : `No browser was opened: ${reason}.`);
  offerAddresses(shell);
}

async function serve(console: Console, pages: string, port: number): Promise<BrowserShell> {
  try {
    return await serveConsole(console, { assets: readAssets(pages), port, notice: say });
  } catch (error) {
    await console.close();
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      ? new Error(`Port ${port} is taken. Leave --port out and a free one is found.`)
      : error;
  }
}

/** An address is good once: whoever comes later, or again, presses Enter for one of their own. */
function offerAddresses(shell: BrowserShell): void {
  const minutes = PRINTED_MS / 60_000;
  const print = () => say(`Switchyard is at ${shell.address(PRINTED_MS)}`);
  print();
  const canAsk = isInForeground();
  say(
    `This address is good once, for ${minutes} minutes.${canAsk ? ' Enter prints a fresh one.' : ''} Ctrl-C ends the console.`,
  );
  if (canAsk) createInterface({ input: process.stdin }).on('line', print);
}

/** A job in the background that reads its terminal is stopped by the system: `npm start &` must not be. */
function isInForeground(): boolean {
  if (!process.stdin.isTTY || process.platform === 'win32') return true;
  const run = spawnSync('ps', ['-o', 'pgid=,tpgid=', '-p', String(process.pid)], { encoding: 'utf8' });
  const [group, foreground] = (run.stdout ?? '').trim().split(/\s+/);
  return group === undefined || foreground === undefined || group === foreground;
}

function endWith(console: Console, shell: BrowserShell): void {
  let ending = false;
  const end = () => {
    if (ending) process.exit(130);
    ending = true;
    say('Ending: jobs stop at their next step and go on at the next start …');
    void shell
      .close()
      .then(() => console.close())
      .then(() => {
        say('Ended.');
        process.exit(0);
      });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

function fail(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function readChoice(): Choice {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      browser: { type: 'boolean', default: false },
      desktop: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      open: { type: 'boolean', default: true },
      demo: { type: 'boolean', default: true },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    say(USAGE);
    process.exit(0);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port} is no port.`);
  if (values.browser && values.desktop) throw new Error('--browser and --desktop exclude each other.');
  return { ...values, port };
}

try {
  await start(readChoice());
} catch (error) {
  if (error instanceof StoreTrouble) fail(wordsOf(error, language));
  const isUsage = String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
  fail(
    isUsage
      ? `${(error as Error).message}\n\n${USAGE}`
      : error instanceof Error
        ? error.message
        : String(error),
  );
}
