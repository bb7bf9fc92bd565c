import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '#api/context';
import type { OutputOf } from '#contract/contract';
import type { Reply } from '#contract/reply';
import type { Console } from '#main';

type Job = OutputOf<'jobs.get'>;

const LOOK_MS = 50;
const TELL_MS = 500;

/**
 * Waits for the job that an operation started, whoever runs it: the Reply's value gains `job`. Ctrl-C asks the
 * job to stop, and a second one leaves it to the next console. A reply without a job comes back as it is.
 */
export async function finishJob(
  console: Console,
  session: Session,
  reply: Reply,
  tell: (line: string) => void,
): Promise<Reply> {
  const value = reply.ok ? reply.value : null;
  if (typeof value !== 'object' || value === null || !('jobId' in value)) return reply;
  const id = String(value.jobId);
  const cancel = () => {
    tell('Stopping the job; what it has committed stays.');
    void console.dispatch(session, 'jobs.cancel', { id });
    process.once('SIGINT', () => process.exit(130));
  };
  process.once('SIGINT', cancel);
  try {
    const job = await follow(console, session, id, tell);
    if (!job.ok) return job;
    const { status, result, errorCode, errorParams } = job.value as Job;
    const error = errorCode === null ? {} : { error: { code: errorCode, params: errorParams } };
    return { ok: true, value: { ...value, job: { id, status, ...error, result } } };
  } finally {
    process.removeListener('SIGINT', cancel);
  }
}

async function follow(
  console: Console,
  session: Session,
  id: string,
  tell: (line: string) => void,
): Promise<Reply> {
  let told = '';
  let toldAt = -TELL_MS;
  for (;;) {
    const reply = await console.dispatch(session, 'jobs.get', { id });
    if (!reply.ok) return reply;
    const { kind, status, phase, done, total } = reply.value as Job;
    const isOver = status !== 'queued' && status !== 'running';
    const line = `${kind} ${phase}${total > 0 ? ` ${done} / ${total}` : ''}`;
    if (line !== told && (isOver || performance.now() - toldAt >= TELL_MS)) {
      tell(line);
      told = line;
      toldAt = performance.now();
    }
    if (isOver) return reply;
    await sleep(LOOK_MS);
  }
}
