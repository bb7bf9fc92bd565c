/** `npm run --silent cli -- <operation>`: the same operations as in the interface; the Reply as JSON on stdout. */
import { parseArgs } from 'node:util';
import type { Session } from '#api/context';
import { homeFolder } from '#app/home';
import { languageOf, wordsOf } from '#app/trouble-words';
import { contract } from '#contract/contract';
import type { Reply } from '#contract/reply';
import { type Console, openConsole, sessionAs } from '#main';
import { StoreTrouble } from '#store/trouble';
import { describe, listOperations } from './cli-help.ts';
import { readInput } from './cli-input.ts';
import { askSecret } from './ask-secret.ts';
import { download, upload } from './cli-files.ts';
import { finishJob } from './cli-job.ts';

const USAGE = `npm run --silent cli -- list
npm run --silent cli -- help <operation>
npm run --silent cli -- <operation> [options]
  --input FILE|-|JSON   the input: a file, standard input, or the JSON itself (default: {})
  --file FIELD=PATH     sends a local file first and puts its id into that field of the input; can be repeated
  --save PATH           writes the file that the operation or its job made
  --as LOGIN            as that user (default: the system itself, as whoever owns the store)
  --detach              does not wait for the job that the operation starts
The Reply goes to standard output (exit 1 when it is a refusal, or its job did not succeed), progress to
standard error. SWITCHYARD_HOME names the folder of the store.`;

type Ask = {
  readonly operation: string;
  readonly input: string | undefined;
  readonly files: readonly string[];
  readonly save: string | undefined;
  readonly as: string | undefined;
  readonly detach: boolean;
};

const tell = (line: string) => void process.stderr.write(`${line}\n`);
const print = (value: unknown) => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      input: { type: 'string', short: 'i' },
      file: { type: 'string', multiple: true, default: [] },
      save: { type: 'string' },
      as: { type: 'string' },
      detach: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [operation, of] = positionals;
  if (operation === 'list') return show(listOperations());
  if (operation === 'help' && of !== undefined) return help(of);
  if (values.help && operation !== undefined) return help(operation);
  if (values.help || operation === 'help') return show(USAGE);
  if (operation === undefined || of !== undefined) throw new Error(USAGE);
  return ask({
    ...values,
    operation,
    input: values.input,
    files: values.file,
    save: values.save,
    as: values.as,
  });
}

function show(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function help(operation: string): number {
  if (!Object.hasOwn(contract, operation)) return refuse(operation);
  print(describe(operation));
  return 0;
}

function refuse(operation: string): number {
  tell(`There is no operation ${operation}; "cli list" names them all.`);
  print({ ok: false, error: { code: 'api.unknownOperation', params: { name: operation } } } satisfies Reply);
  return 1;
}

async function ask(asked: Ask): Promise<number> {
  if (!Object.hasOwn(contract, asked.operation)) return refuse(asked.operation);
  const input = await readInput(asked.input);
  const home = homeFolder();
  const console = await openConsole({
    home,
    secret: await askSecret(home, 'Passphrase or code of the store: '),
    // Beside a running console SQLite lets both write, and that console runs the jobs.
    beside: true,
    ...(asked.detach ? { jobs: 'byHand' } : {}),
    tell: (phase) => tell(`${phase} …`),
  });
  try {
    const session = await sessionOf(console, asked.as);
    const reply = await askAndWait(console, session, asked, input);
    print(reply);
    return succeeded(reply) ? 0 : 1;
  } finally {
    await console.close();
  }
}

async function askAndWait(console: Console, session: Session, asked: Ask, input: unknown): Promise<Reply> {
  const ready = await upload(console, session, asked.files, input, tell);
  if (!ready.ok) return ready;
  const reply = await console.dispatch(session, asked.operation, ready.value);
  if (asked.detach) tellWhoRuns(console);
  const whole = asked.detach ? reply : await finishJob(console, session, reply, tell);
  if (asked.save === undefined || !succeeded(whole)) return whole;
  return download(console, session, whole, asked.save, tell);
}

/** A reply that is a value, and whose job, if it has one, did its work. */
function succeeded(reply: Reply): boolean {
  if (!reply.ok) return false;
  const { job } = (reply.value ?? {}) as { job?: { status?: string } };
  return job === undefined || job.status === 'done';
}

function tellWhoRuns(console: Console): void {
  if (console.opening.isHolder) tell('No console runs here: a job that was started waits for the next one.');
}

/** Who owns the file may act as anybody in it; a login that nobody has is said. */
async function sessionOf(console: Console, login: string | undefined): Promise<Session> {
  if (login === undefined) return sessionAs();
  const reply = await console.dispatch(sessionAs(), 'access.listUsers', {});
  if (!reply.ok) throw new Error(`The users cannot be listed: ${JSON.stringify(reply.error)}`);
  const users = reply.value as { id: string; login: string; status: string }[];
  const user = users.find((one) => one.login === login && one.status === 'active');
  if (!user) throw new Error(`Nobody who works here signs in as ${login}.`);
  return sessionAs(user.id);
}

// A reader that has seen enough (| head) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof StoreTrouble) {
    tell(wordsOf(error, languageOf(process.env['LC_ALL'] || process.env['LANG'])));
    print({ ok: false, error: { code: error.code, params: error.params } });
    process.exitCode = 1;
  } else {
    tell(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
