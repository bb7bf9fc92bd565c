/** Statistics: what each rule and each group has decided, what came of it, and which rules are never met. */
export { StatisticsPage } from './statistics-page.tsx';
