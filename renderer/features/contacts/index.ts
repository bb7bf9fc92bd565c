/** Contacts: cards, the opportunities on them, and who followed them up. */
export { useValueText } from './attribute-facts.tsx';
export { contactsPages } from './pages.ts';
export { RoutingState, OpportunityStatus } from './opportunity-state.tsx';
