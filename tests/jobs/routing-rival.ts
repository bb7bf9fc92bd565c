// A second console on the same file, in a process of its own: asks for a run when told to, then tries to work it off.
import { runJob } from '#jobs/run';
import { openConsole, sessionAs } from '#main';
import { RULE_SET } from '#support/routing-bench-data';

const console = await openConsole({
  home: process.argv[2] ?? '',
  jobs: 'byHand',
  ballastBytes: 0,
  beside: true,
});
process.on('message', (message: { ask: true } | { run: string }) => {
  const answer =
    'ask' in message
      ? console.dispatch(sessionAs(), 'routing.runRouting', { ruleSetId: RULE_SET })
      : runJob(console.store, console.env, message.run).then((ending) => ending?.status ?? 'nothing');
  void answer.then((value) => process.send?.(value));
});
process.on('disconnect', () => void console.close());
process.send?.('ready');
