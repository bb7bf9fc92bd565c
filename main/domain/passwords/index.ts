/** Passwords: what a company asks of them, which are too well known, and the secrets that the console itself makes up. */
export {
  DEFAULT_POLICY,
  faultOfPassword,
  isOutdated,
  type PasswordFault,
  PasswordPolicy,
} from './policy.ts';
export { meantSecret, newSecretText } from './secret.ts';
