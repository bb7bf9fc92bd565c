/** Reviews: whether everybody still needs what they have, item by item, with evidence. */
export { reviewPages } from './pages.ts';
