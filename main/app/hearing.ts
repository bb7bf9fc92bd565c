import { IDLE_LOCK_MS } from '#api/actor';
import type { Session } from '#api/context';
import { viewOf } from '#api/view-as';
import type { ConsoleEvent } from '#contract/reply';
import type { Console } from '#main';

/** Whether a session may hear an event. */
export type Hearing = (session: Session, event: ConsoleEvent) => Promise<boolean>;

/**
 * Events go where answers would: to somebody who is signed in and not locked, and a job's progress only to those
 * whom the one door shows that job. It is asked once for each job and person.
 */
export function hearing(console: Pick<Console, 'dispatch' | 'env'>): Hearing {
  const known = new WeakMap<Session, Map<string, Promise<boolean>>>();
  const maySee = (session: Session, jobId: string): Promise<boolean> => {
    const answers = known.get(session) ?? new Map<string, Promise<boolean>>();
    known.set(session, answers);
    const asked = `${session.userId} ${viewOf(session)?.userId ?? ''} ${jobId}`;
    const answer =
      answers.get(asked) ??
      // A copy: hearing is not using, and must not put the idle lock off.
      console.dispatch({ ...session }, 'jobs.get', { id: jobId }).then((reply) => reply.ok);
    answers.set(asked, answer);
    return answer;
  };
  return async (session, event) => {
    const isIn = session.userId !== null && !session.locked;
    if (!isIn || console.env.now() - session.lastSeenAt > IDLE_LOCK_MS) return false;
    return event.type !== 'job' || maySee(session, event.job.id);
  };
}
