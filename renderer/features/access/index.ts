/** Access: signing in and out, the lock, and who is who in the company. */
export { type Me, MeContext, useMay, useMe } from './me.ts';
