import type { Console } from '#main';
import { commitsElsewhere } from '#store/elsewhere';

const LOOK_MS = 1000;
/** Our own job's connection counts as another one; while it reports progress, nothing is read into its commits. */
const JOB_QUIET_MS = 3000;

/**
 * Tells the pages when somebody else wrote to the store: the command line beside a running console. Answers a
 * function that ends the watch.
 */
export function watchElsewhere(console: Pick<Console, 'store' | 'env' | 'listen'>): () => void {
  let seen = commitsElsewhere(console.store.raw);
  let jobAt = -JOB_QUIET_MS;
  const deafen = console.listen((event) => {
    if (event.type === 'job') jobAt = performance.now();
  });
  const timer = setInterval(() => {
    const now = commitsElsewhere(console.store.raw);
    if (now === seen) return;
    seen = now;
    if (performance.now() - jobAt > JOB_QUIET_MS)
      console.env.emit({ type: 'changed', operation: 'store.elsewhere' });
  }, LOOK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    deafen();
  };
}
