import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/**
 * The killer's side and the victim's: a script is run in a child process, killed with SIGKILL at random moments, and
 * run again, so that a test can say what holds after each death and at the end.
 */
export type Killing = {
  /** A module that loads what it needs, awaits `myTurn()`, works, and exits with 0 when everything is done. */
  readonly script: URL;
  readonly args: readonly string[];
  /** How many deaths. A script that comes to its end in time is run again, after `refill`. */
  readonly kills: number;
  /** A death comes at a random moment within this many ms after the turn began … */
  readonly withinMs: number;
  /** … or, for a script that calls `atWork()`, after that: however long it takes to get there. */
  readonly after?: 'turn' | 'work';
  /** Checks what must hold after each death. */
  readonly afterKill?: (kill: number) => void | Promise<void>;
  /** Gives the script something new to do when it had come to its end. */
  readonly refill?: () => void | Promise<void>;
};

/** Kills as often as asked, then lets the script end in peace. Answers how often it had ended before that. */
export async function killRepeatedly(killing: Killing): Promise<{ kills: number; ends: number }> {
  const { kills, withinMs } = killing;
  let ends = 0;
  let next = hatch(killing);
  for (let kill = 0; kill < kills; ) {
    const victim = next;
    await victim.ready;
    victim.process.send('yourTurn');
    // The next one loads its modules while this one works: loading costs more than most lives last.
    next = hatch(killing);
    let timer: NodeJS.Timeout | undefined;
    const aim = () => {
      timer = setTimeout(() => victim.process.kill('SIGKILL'), Math.random() * withinMs);
    };
    if (killing.after === 'work') victim.process.once('message', aim);
    else aim();
    const wasKilled = await victim.died;
    clearTimeout(timer);
    if (wasKilled) {
      kill += 1;
      await killing.afterKill?.(kill);
    } else {
      ends += 1;
      await killing.refill?.();
    }
  }
  await next.ready;
  next.process.send('yourTurn');
  if (await next.died) throw new Error('The last run was killed by somebody else.');
  return { kills, ends };
}

type Victim = {
  readonly process: ChildProcess;
  readonly ready: Promise<unknown>;
  /** Whether it was killed; fails when it ended with an error of its own. */
  readonly died: Promise<boolean>;
};

function hatch({ script, args }: Killing): Victim {
  const child = fork(script, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const died = once(child, 'exit').then(([code, signal]: unknown[]) => {
    if (signal === 'SIGKILL') return true;
    if (code === 0) return false;
    throw new Error(`${script.pathname} ended with ${String(code ?? signal)}: ${complaint}`);
  });
  return { process: child, ready: Promise.race([once(child, 'message'), died]), died };
}

/** In the script: says that everything is loaded, and waits for the turn. */
export async function myTurn(): Promise<void> {
  process.send?.('ready');
  await once(process, 'message');
  // It must not keep the script alive, and stays open for atWork().
  process.channel?.unref();
}

/** In the script: says that what may be killed has begun. */
export function atWork(): void {
  process.send?.('atWork');
}
