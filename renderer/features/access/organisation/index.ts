/** Organisation: the tree of units edited in place, people moved and given rights in bulk, each change previewed. */
export { Organisation } from './organisation.tsx';
export { organisationWords } from './words.ts';
