import type { Given } from '#domain/analysis';
import type { Rule } from '#domain/rules';
import { changedSpan } from '#features/routing/grid';
import { type Answer, makeAnswerer, type Part, type Question } from './answerer.ts';

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
  let sent: readonly Rule[] = [];
  let told: Omit<Given, 'rules'> | null = null;
  const takeLatest = (answer: Answer) => {
    if (answer.number === number) take(answer);
  };
  const { post, end, most } = startThread(takeLatest);
  return {
    end,
    ask: (given, rules) => {
      if (rules.length > most) return;
      number += 1;
      const { from, removed, added } = changedSpan(sent, rules);
      // Of a rule that is the same object as before the other side has a copy.
      const copied = new Set(sent.slice(from, from + removed));
      const come = rules.slice(from, from + added).map((rule) => (copied.has(rule) ? rule.id : rule));
      sent = rules;
      post({ number, from, removed, added: come, ...(told === given ? {} : { given }) });
      told = given;
    },
  };
}

function startThread(take: (answer: Answer) => void): {
  post: (question: Question) => void;
  end: () => void;
  /** So many rules are analysed at most. */
  most: number;
} {
  if (typeof Worker === 'undefined')
    return { post: makeAnswerer(take), end: () => undefined, most: MOST_HERE };
  const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', (event: MessageEvent<Answer>) => take(event.data));
  const posting = inTurn((sent: Question | Part) => worker.postMessage(sent));
  return {
    post: (question) => inParts(question).forEach(posting.add),
    end: () => {
      posting.end();
      worker.terminate();
    },
    most: Number.POSITIVE_INFINITY,
  };
}

/** So many rules are copied to the thread at a time: a whole table at once would hold the page. */
const MOST_AT_ONCE = 400;

/** A question with its many rules before it. */
function inParts(question: Question): (Question | Part)[] {
  const { added } = question;
  const parts: Part[] = [];
  let at = 0;
  for (; at + MOST_AT_ONCE < added.length; at += MOST_AT_ONCE)
    parts.push({ part: added.slice(at, at + MOST_AT_ONCE) });
  return [...parts, { ...question, added: added.slice(at) }];
}

/** Does one thing after another, each in a turn of its own. */
function inTurn<T>(act: (item: T) => void): { add: (item: T) => void; end: () => void } {
  const waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    const item = waiting.shift();
    if (item !== undefined) act(item);
    timer = waiting.length > 0 ? setTimeout(next) : undefined;
  };
  return {
    add: (item) => {
      waiting.push(item);
      timer ??= setTimeout(next);
    },
    end: () => clearTimeout(timer),
  };
}
