/** Access: signing in and out, the lock, and who is who in the company. */
export { FirstPasswordPage } from '#features/access/accounts';
export { SeenByLink } from '#features/access/answers';
export { ClosedColumns } from '#features/access/columns';
export { ViewingBanner } from '#features/access/view-as';
export { CreateOwnerPage } from './create-owner-page.tsx';
export { LockPage } from './lock-page.tsx';
export { MeContext, useMay, useMe } from '#features/access/me';
export { accessPages } from './pages.ts';
export { SignInPage } from './sign-in-page.tsx';
