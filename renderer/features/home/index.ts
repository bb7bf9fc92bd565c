/** Home: what waits for the person at the window. */
export { homePages } from './pages.ts';
