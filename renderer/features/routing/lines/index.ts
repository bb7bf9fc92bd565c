/** Lines: what each business line asks before it is routed, and what two reps must not chase at once on it. */
export { LinesPage } from './lines-page.tsx';
