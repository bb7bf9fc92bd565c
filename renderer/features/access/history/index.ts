/** History: what was changed in rights by whom, from what to what, and how one change or all since a moment are taken back. */
export { HistoryPage } from './history-page.tsx';
