/** Evidence: one order's verdict, its follow-ups in time, why each lost, and its money. */
export { EvidencePage } from './evidence-page.tsx';
export { timeScale } from './time-scale.ts';
