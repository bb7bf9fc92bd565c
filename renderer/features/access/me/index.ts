/** Me: who is signed in at this window, and what they may do. */
export { MeContext, useMay, useMe } from './me.ts';
