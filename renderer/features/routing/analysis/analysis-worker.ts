import '#bridge/no-eval';
import { makeAnswerer, type Part, type Question } from './answerer.ts';

// A thread of the page: it reads rules and traffic that it is sent, and nothing else.
const ask = makeAnswerer((answer) => globalThis.postMessage(answer));
globalThis.addEventListener('message', (event: MessageEvent<Question | Part>) => ask(event.data));
