import { z } from 'zod';

// The content policy forbids compiling text to code, which zod otherwise tries for speed. Imported first of all.
z.config({ jitless: true });

/** The part of the browser's Trusted Types that is used here; TypeScript's own library does not know them yet. */
type TrustedTypes = {
  readonly createPolicy: (
    name: 'default',
    rules: {
      readonly createHTML: (text: string) => string | null;
      readonly createScriptURL: (url: string) => string | null;
    },
  ) => unknown;
};

// Nor may text become markup. What passes is text without any: the styles that the interface generates go the
// same way as markup would. A browser that knows no Trusted Types has nothing to be told.
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
// The one script that is started by its address is the analysis, a file of the build.
trustedTypes?.createPolicy('default', {
  createHTML: (text) => (/<[a-z!/?]/i.test(text) ? null : text),
  createScriptURL: (url) => (isOwn(new URL(url, location.href)) ? url : null),
});

function isOwn({ protocol, host, pathname }: URL): boolean {
  return (
    protocol === location.protocol && host === location.host && /\/analysis-worker[\w.-]*$/.test(pathname)
  );
}
