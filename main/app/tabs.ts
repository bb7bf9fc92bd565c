import { randomBytes } from 'node:crypto';
import type { Session } from '#api/context';
import { digestOf, isSecret, newSecret } from './secrets.ts';

/** A browser that nobody used for this long has to be let in anew; the sign-in behind it locks much earlier. */
const IDLE_MS = 12 * 3_600_000;
const MAX_BROWSERS = 8;
const MAX_KEYS = 32;

/** One browser that was let in: its cookie, the keys of its tabs, and the session behind them. */
export type Browser = {
  readonly cookie: Buffer;
  keys: readonly Buffer[];
  usedAt: number;
  readonly session: Session;
};

export type Browsers = {
  /** The cookie's name is random: browsers send cookies to every port, and another local server must not clash with it. */
  readonly cookieName: string;
  /** Lets a browser in (or one more tab of a browser that is in): the key for its page, and a cookie to set if it has none. */
  readonly admit: (cookieHeader: string | undefined) => { key: string; cookie: string | null };
  /** The browser behind a cookie and one of its keys; undefined unless both are right. */
  readonly find: (cookieHeader: string | undefined, key: string | undefined) => Browser | undefined;
  /** Whether a browser that was found earlier is still in. */
  readonly isIn: (browser: Browser) => boolean;
};

export function browsers(now: () => number, newId: () => string): Browsers {
  const cookieName = `switchyard_${randomBytes(6).toString('hex')}`;
  let inside: Browser[] = [];
  const withCookie = (header: string | undefined): Browser | undefined => {
    const value = cookieOf(header, cookieName);
    inside = inside.filter((browser) => browser.usedAt > now() - IDLE_MS);
    return value === undefined ? undefined : inside.find((browser) => isSecret(value, browser.cookie));
  };
  return {
    cookieName,
    admit: (header) => {
      const key = newSecret();
      const known = withCookie(header);
      if (known) {
        known.keys = [...known.keys, digestOf(key)].slice(-MAX_KEYS);
        known.usedAt = now();
        return { key, cookie: null };
      }
      const cookie = newSecret();
      const session: Session = {
        id: newId(),
        shell: 'browser',
        userId: null,
        lastSeenAt: now(),
        locked: false,
      };
      const browser = { cookie: digestOf(cookie), keys: [digestOf(key)], usedAt: now(), session };
      const longestUnused = inside.toSorted((a, b) => a.usedAt - b.usedAt)[0];
      if (inside.length >= MAX_BROWSERS && longestUnused) {
        inside = inside.filter((one) => one !== longestUnused);
        // Nobody can reach that window any more: nobody is signed in there.
        longestUnused.session.userId = null;
      }
      inside.push(browser);
      return { key, cookie };
    },
    find: (header, key) => {
      const browser = withCookie(header);
      if (!browser || key === undefined || !browser.keys.some((kept) => isSecret(key, kept)))
        return undefined;
      browser.usedAt = now();
      return browser;
    },
    isIn: (browser) => inside.includes(browser),
  };
}

/** The value of a cookie that was sent exactly once. */
function cookieOf(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}
