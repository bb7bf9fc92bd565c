/** Go-live: rights that follow from the tree, confirmed by each leader, granted at one moment. */
export { MyUnit } from './my-unit.tsx';
export { Round } from './round.tsx';
export { StartForm } from './start-form.tsx';
export { goLiveWords } from './words.ts';
