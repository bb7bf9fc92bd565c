import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Environment } from '#api/context';
import { contract, type InputOf, type OperationName, type OutputOf } from '#contract/contract';
import type { Reply } from '#contract/reply';
import { runJob } from '#jobs/run';
import { type Console, openConsole, sessionAs } from '#main';
import { onTestFinished } from 'vitest';

export type Desk = {
  readonly console: Console;
  /** Asks the one door as the system, or as a user. */
  readonly ask: <K extends OperationName>(
    name: K,
    input: InputOf<K>,
    as?: string,
  ) => Promise<Reply<OutputOf<K>>>;
  /** The same, for what must succeed: answers the value or fails the test with the refusal. */
  readonly tell: <K extends OperationName>(name: K, input: InputOf<K>, as?: string) => Promise<OutputOf<K>>;
  /** Runs a queued job here and now; answers its result, or fails the test with how else it ended. */
  readonly run: (jobId: string) => Promise<unknown>;
};

/** A console on a new store of its own, gone when the test ends. Time, ids and randomness can be given. */
export async function desk(environment: Partial<Environment> = {}): Promise<Desk> {
  const home = mkdtempSync(join(tmpdir(), 'switchyard-desk-'));
  const console = await openConsole({ home, environment, jobs: 'byHand', ballastBytes: 0 });
  onTestFinished(async () => {
    await console.close();
    rmSync(home, { recursive: true, force: true });
  });
  const ask: Desk['ask'] = async (name, input, as) => {
    const session = { ...sessionAs(as), lastSeenAt: console.env.now() };
    const reply = await console.dispatch(session, name, input);
    if (reply.ok) checkOutput(name, reply.value);
    return reply as never;
  };
  const tell: Desk['tell'] = async (name, input, as) => {
    const reply = await ask(name, input, as);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  };
  const run: Desk['run'] = async (jobId) => {
    const ending = await runJob(console.store, console.env, jobId);
    if (ending?.status !== 'done') throw new Error(`job ${jobId}: ${JSON.stringify(ending)}`);
    return ending.result;
  };
  return { console, ask, tell, run };
}

/** Fails where an answer, as JSON carries it, is not what the contract says: nothing missing, nothing more. */
export function checkOutput(name: OperationName, value: unknown): void {
  const carried: unknown = JSON.parse(JSON.stringify(value));
  const meant: unknown = contract[name].output.parse(carried);
  if (!isDeepStrictEqual(meant, carried))
    throw new Error(
      `${name} answers what its contract does not name: ${JSON.stringify({ carried, meant }).slice(0, 2000)}`,
    );
}
