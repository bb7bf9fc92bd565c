import { digestOf, isSecret, newSecret } from './secrets.ts';

/**
 * How long a printed address is good. Long enough to find it again in the terminal and to set up an ssh tunnel
 * for it; 256 bits cannot be guessed in any time, so the limit only bounds how long a terminal's scrollback,
 * a screen share or a log can still open the door. Enter prints a fresh one.
 */
export const PRINTED_MS = 15 * 60_000;
/** An address handed to a browser stands in the process list for everybody on the machine: a minute, once. */
export const HANDED_MS = 60_000;
/** After so many wrong tokens within a minute nothing is tried until that minute is over. */
const MAX_FAILURES = 5;
const FAILURE_WINDOW_MS = 60_000;
const MAX_TOKENS = 32;

export type Redeemed = 'ok' | 'wrong' | 'tooMany';

export type LaunchTokens = {
  readonly issue: (lifetimeMs: number) => string;
  /** Good once; a second use, a late use and a guess are all `wrong`. */
  readonly redeem: (token: string) => Redeemed;
};

export function launchTokens(now: () => number): LaunchTokens {
  let live: { digest: Buffer; until: number }[] = [];
  let failures: number[] = [];
  return {
    issue: (lifetimeMs) => {
      const token = newSecret();
      live = [
        ...live.filter((one) => one.until > now()),
        { digest: digestOf(token), until: now() + lifetimeMs },
      ];
      live = live.slice(-MAX_TOKENS);
      return token;
    },
    redeem: (token) => {
      failures = failures.filter((at) => at > now() - FAILURE_WINDOW_MS);
      if (failures.length >= MAX_FAILURES) return 'tooMany';
      const found = live.filter((one) => isSecret(token, one.digest) && one.until > now());
      live = live.filter((one) => !found.includes(one));
      if (found.length > 0) return 'ok';
      failures.push(now());
      return 'wrong';
    },
  };
}
