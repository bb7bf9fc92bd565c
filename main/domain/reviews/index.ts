/** Reviews: what everybody has, looked at item by item by who leads them, and what is taken away in the end. */
export {
  emptyRoles,
  type Given,
  isStillGiven,
  itemsOf,
  orphanOf,
  type ReviewItem,
} from './items.ts';
export { Among } from './among.ts';
