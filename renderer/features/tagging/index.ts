/** Tagging: the attribute catalogue, the rules that derive tags, and where each tag of an opportunity came from. */
export { taggingPages } from './pages.ts';
export { TaggedAttributes } from './tagged-attributes.tsx';
