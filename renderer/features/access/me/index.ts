/** Me: who is signed in at this window, and what they may do. */
export { type Me, MeContext, useMay, useMe } from './me.ts';
