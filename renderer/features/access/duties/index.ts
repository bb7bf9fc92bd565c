/** Duties: what is kept apart, who breaks it already, and how the rules are changed after a preview. */
export { DutiesPage } from './duties-page.tsx';
