/** Contacts: cards, the opportunities on them, and who followed them up. */
export { contactsPages } from './pages.ts';
export { OpportunityStatus } from './opportunity-state.tsx';
