/** Terms: the words of attribution that all its pages and its report file share. */
export { termWords } from './words.ts';
