/** Accounts: passwords, first ones and lost ones, the windows in which somebody is signed in, and who can sign in at all. */
export { FirstPasswordPage } from './first-password-page.tsx';
export { accountPages } from './pages.ts';
export { PasswordBox } from './password-box.tsx';
export { RecoverForm } from './recover-form.tsx';
export { accountWords } from './words.ts';
