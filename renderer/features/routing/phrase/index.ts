/** Phrase: conditions, tests and the values they see, in words. */
export { type Fact, factIcon, type Phraser, usePhraser } from './phraser.ts';
