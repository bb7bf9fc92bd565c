/** The composition root: builds the console once and passes it on. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, Session } from '#api/context';
import { type Dispatch, makeDispatch } from '#api/dispatch';
import type { ConsoleEvent } from '#contract/reply';
import { SYSTEM_ACTOR } from '#domain/access';
import { uuidv7 } from '#domain/base';
import { connect, migrate, type Store } from '#store/open';
import { anchorIn } from './app/anchor.ts';
import { passwords } from './app/passwords.ts';

export type Console = {
  readonly dispatch: Dispatch;
  readonly store: Store;
  readonly env: Environment;
  readonly home: string;
  /** Calls back for every event until the returned function is called. */
  readonly listen: (hear: (event: ConsoleEvent) => void) => () => void;
  readonly close: () => Promise<void>;
};

/** What the world lends, for one process over one home folder; every piece can be replaced. */
export function makeEnvironment(home: string, emit: (event: ConsoleEvent) => void): Environment {
  return {
    now: () => Date.now(),
    newId: () => uuidv7(Date.now(), randomBytes(10)),
    random: () => randomBytes(4).readUInt32LE(0),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    passwords,
    anchor: anchorIn(home),
    emit,
    wakeJobs: () => {},
    report: (traceId, operation, error) =>
      process.stderr.write(
        `${traceId} ${operation} ${error instanceof Error ? error.stack : String(error)}\n`,
      ),
  };
}

/** Opens the console over a home folder: store, jobs and the one door. */
export async function openConsole(options: {
  home: string;
  environment?: Partial<Environment>;
}): Promise<Console> {
  mkdirSync(options.home, { recursive: true });
  const hearers = new Set<(event: ConsoleEvent) => void>();
  const emit = (event: ConsoleEvent) => {
    for (const hear of hearers) hear(event);
  };
  const store = connect(join(options.home, 'switchyard.db'));
  await migrate(store);
  const env = { ...makeEnvironment(options.home, emit), ...options.environment };
  return {
    dispatch: makeDispatch(store, env),
    store,
    env,
    home: options.home,
    listen: (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    close: async () => store.close(),
  };
}

/** A session that acts as somebody without a password: the command line, jobs and tests, which own the file anyway. */
export function sessionAs(userId: string = SYSTEM_ACTOR.userId): Session {
  return { id: 'local', userId, lastSeenAt: Date.now(), locked: false };
}
