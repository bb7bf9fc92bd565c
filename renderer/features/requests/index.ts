/** Requests: rights that somebody asks for, changes that wait for a second person, and what becomes of both. */
export { requestPages } from './pages.ts';
export { WaitingForMe } from './waiting-for-me.tsx';
