/** Report: from gross orders to credited money, with the orders behind every figure. */
export { JudgementsPage } from './judgements-page.tsx';
export { ReportPage } from './report-page.tsx';
export { stepsOf } from './waterfall.ts';
