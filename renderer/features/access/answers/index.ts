/** Answers: who can see a record, why somebody can or cannot, and the rights of another day. */
export { AsOfBanner, AsOfControl, useAsOf } from './as-of.tsx';
export { answerPages } from './pages.ts';
export { RecordQuestion } from './record-question.tsx';
export { SeenByLink } from './seen-by-link.tsx';
export { answersWords } from './words.ts';
