/** The composition root: builds the console once and passes it on. */
import { createHash, randomBytes } from 'node:crypto';
import type { Environment, Session } from '#api/context';
import { type Dispatch, makeDispatch } from '#api/dispatch';
import type { ConsoleEvent } from '#contract/reply';
import { SYSTEM_ACTOR } from '#domain/access';
import { uuidv7 } from '#domain/base';
import { keepBackups } from '#jobs/backup';
import { keepSweeps } from '#jobs/pool-sweep';
import { keepProposals } from '#jobs/proposals';
import { keepTags } from '#jobs/tagging';
import { type Clock, startClock } from '#jobs/clock';
import { replayOn } from '#jobs/replay-threads';
import { inCommand } from '#store/command';
import { heed, type OpeningPhase, openStore, type StoreHome } from '#store/home';
import type { Secret } from '#store/key-file';
import type { Store } from '#store/open';
import { anchorIn, shortenAnchor } from './app/anchor.ts';
import { passwordsOn } from './app/passwords.ts';

export type Console = {
  readonly dispatch: Dispatch;
  readonly store: Store;
  readonly env: Environment;
  readonly home: string;
  /** What the opening found: whether this process runs the store, what a repair lost, whether the folder is a bad place. */
  readonly opening: Pick<StoreHome, 'isHolder' | 'recovery' | 'doubt'>;
  /** Leaves word, for a second console that finds the store taken, where the pages are. */
  readonly announce: (url: string) => void;
  /** Calls back for every event until the returned function is called. */
  readonly listen: (hear: (event: ConsoleEvent) => void) => () => void;
  readonly close: () => Promise<void>;
};

/** Where the threads beside the console's own begin; a bundle names its own files. */
export type Threads = { readonly jobs: URL; readonly passwords: URL; readonly replay: URL };

const SOURCES: Threads = {
  jobs: new URL('./jobs/worker.ts', import.meta.url),
  passwords: new URL('./app/hasher.ts', import.meta.url),
  replay: new URL('./jobs/replay-thread.ts', import.meta.url),
};

/** What the world lends, for one process over one home folder; every piece can be replaced. */
export function makeEnvironment(
  home: string,
  emit: (event: ConsoleEvent) => void,
  threads: Threads = SOURCES,
): Environment {
  return {
    now: () => Date.now(),
    newId: () => uuidv7(Date.now(), randomBytes(10)),
    random: () => randomBytes(4).readUInt32LE(0),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    home,
    keychain: null,
    passwords: passwordsOn(threads.passwords),
    anchor: anchorIn(home),
    emit,
    replay: replayOn(threads.replay),
    wakeJobs: () => {},
    takeTurn: async () => () => {},
    storeFailed: (failure) => heed(home, failure),
    report: (traceId, operation, error) =>
      process.stderr.write(
        `${traceId} ${operation} ${error instanceof Error ? error.stack : String(error)}\n`,
      ),
  };
}

/** What is done by the clock where a console stays open. */
const KEEPERS = [keepBackups, keepProposals, keepSweeps, keepTags];

export type ConsoleOptions = {
  readonly home: string;
  readonly environment?: Partial<Environment>;
  /** The holder's clock runs the jobs, also those queued beside it; with `byHand` they wait for `runJob`. */
  readonly jobs?: 'clock' | 'byHand';
  /** A module with other kinds of work than the console's own: tests of the clock bring theirs. */
  readonly registry?: URL;
  readonly threads?: Threads;
  /** Opens beside a console that runs the store already, instead of refusing: the command line does. */
  readonly beside?: boolean;
  /** Backs the store up when the last backup is a day old: the shells that stay open do. */
  readonly backups?: 'daily';
  /** 0 in tests: hundreds of stores need no room kept for a full disk. */
  readonly ballastBytes?: number;
  /** What opens the store where it is encrypted. */
  readonly secret?: Secret | undefined;
  /** Told what the opening is busy with, where that may take seconds. */
  readonly tell?: (phase: OpeningPhase) => void;
};

/**
 * Opens the console over a home folder: store, jobs and the one door. Throws a StoreTrouble (#store/trouble)
 * for every expected reason why it cannot.
 */
export async function openConsole(options: ConsoleOptions): Promise<Console> {
  const hearers = new Set<(event: ConsoleEvent) => void>();
  const emit = (event: ConsoleEvent) => {
    for (const hear of hearers) hear(event);
  };
  const lent = makeEnvironment(options.home, emit, options.threads);
  const opened = await openStore(options.home, {
    ...options,
    now: options.environment?.now ?? lent.now,
    anchoredSeq: () => lent.anchor.read().at(-1)?.seq ?? null,
  });
  const { store } = opened;
  let clock: Clock | undefined;
  const env: Environment = {
    ...lent,
    wakeJobs: () => clock?.wake(),
    takeTurn: () => clock?.takeTurn() ?? lent.takeTurn(),
    ...options.environment,
  };
  if (opened.isHolder) shortenAnchor(options.home);
  if (opened.recovery) await noteRecovery(store, env, opened.recovery);
  const isKeeper = opened.isHolder && options.backups === 'daily';
  const endByTheClock = isKeeper ? KEEPERS.map((keep) => keep(store, env)) : [];
  if (opened.isHolder && options.jobs !== 'byHand')
    clock = startClock(store, env, {
      home: options.home,
      thread: (options.threads ?? SOURCES).jobs,
      replay: (options.threads ?? SOURCES).replay,
      ...(options.registry && { registry: options.registry }),
    });
  return {
    dispatch: makeDispatch(store, env),
    store,
    env,
    home: options.home,
    opening: { isHolder: opened.isHolder, recovery: opened.recovery, doubt: opened.doubt },
    announce: opened.announce,
    listen: (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    close: async () => {
      for (const end of endByTheClock) end();
      await clock?.close();
      opened.close();
    },
  };
}

/** A repair is told in the restored chain itself, so that nobody takes it for one that nothing happened to. */
async function noteRecovery(
  store: Store,
  env: Environment,
  recovery: NonNullable<StoreHome['recovery']>,
): Promise<void> {
  const { end } = await inCommand(
    store,
    {
      operation: 'store.restore',
      actorId: SYSTEM_ACTOR.userId,
      at: env.now(),
      sha256: env.sha256,
      noted: { subject: recovery.backup, detail: recovery },
    },
    () => {},
  );
  env.anchor.write(end);
}

/** A session that acts as somebody without a password: the command line, jobs and tests, which own the file anyway. */
export function sessionAs(userId: string = SYSTEM_ACTOR.userId): Session {
  return { id: 'local', userId, lastSeenAt: Date.now(), locked: false };
}
