import type { Given } from '#domain/analysis';
import type { Rule } from '#domain/rules';
import { type Answer, makeAnswerer, type Question } from './answerer.ts';

/** Asks an analysis on its own thread; `end` gives the thread back. */
export type Asker = {
  readonly ask: (given: Omit<Given, 'rules'>, rules: readonly Rule[]) => void;
  readonly end: () => void;
};

/** Where there are no threads, a longer table is not analysed: it would stand still meanwhile. */
const MOST_HERE = 2000;

/** Starts the thread. Answers to what has been asked again since are dropped; where there are no threads, it is done here. */
export function startAsker(take: (answer: Answer) => void): Asker {
  let number = 0;
  let sent = new Map<string, Rule>();
  let told: Omit<Given, 'rules'> | null = null;
  const takeLatest = (answer: Answer) => {
    if (answer.number === number) take(answer);
  };
  const { post, end } = startThread(takeLatest);
  return {
    end,
    ask: (given, rules) => {
      number += 1;
      // Of a rule that is the same object as before the other side has a copy.
      const changed = rules.map((rule) => (sent.get(rule.id) === rule ? rule.id : rule));
      sent = new Map(rules.map((rule) => [rule.id, rule]));
      post({ number, rules: changed, ...(told === given ? {} : { given }) });
      told = given;
    },
  };
}

function startThread(take: (answer: Answer) => void): {
  post: (question: Question) => void;
  end: () => void;
} {
  if (typeof Worker === 'undefined') {
    const answer = makeAnswerer(take);
    const post = (question: Question) => {
      if (question.rules.length <= MOST_HERE) answer(question);
    };
    return { post, end: () => undefined };
  }
  const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', (event: MessageEvent<Answer>) => take(event.data));
  return { post: (question) => worker.postMessage(question), end: () => worker.terminate() };
}
