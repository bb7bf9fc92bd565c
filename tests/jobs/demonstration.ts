import type { Job, Registry } from '#jobs/job';

export type CountInput = { upTo: number; chunkMs: number };

/** Counts in steps that each take a while; a step is written once or not at all, and a second time would show. */
const count: Job = (ctx) => {
  const { upTo, chunkMs } = ctx.job.input as CountInput;
  const { raw } = ctx.store;
  const mark = raw.prepare(`INSERT INTO settings VALUES ('step.${ctx.job.id}.' || ?, 'true')`);
  const add = raw.prepare(
    `INSERT INTO settings VALUES ('sum', '1') ON CONFLICT (key) DO UPDATE SET value = value + 1`,
  );
  for (let done = (ctx.job.token as number | null) ?? 0; done < upTo; done += 1)
    ctx.chunk(() => {
      const end = performance.now() + chunkMs;
      mark.run(done);
      add.run();
      while (performance.now() < end);
      return { value: null, progress: { phase: 'counting', done: done + 1, total: upTo, token: done + 1 } };
    });
  return { counted: upTo };
};

/** Takes its whole thread down. */
const crash: Job = async () => {
  setImmediate(() => {
    throw new Error('the thread is gone');
  });
  await new Promise((resolve) => setTimeout(resolve, 60_000));
};

/** Work that exists only for the tests of the clock; loaded by the job thread in place of the console's own. */
export const jobs: Registry = {
  'demonstration.count': count,
  'demonstration.crash': crash,
  // By its name one of those that run beside another job.
  'routing.replay': count,
};
