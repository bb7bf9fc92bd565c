import { type Assets, newNonce, pageWith } from './assets.ts';
import { cacheControl, contentPolicy, SECURITY_HEADERS } from './policy.ts';

export const SCHEME = 'app';
/** Where the desktop's pages live. `new URL('app://console/').origin` is the text "null": compare the whole address. */
export const PAGES = `${SCHEME}://console/`;

/** Whether an address is the console's own page, with or without a fragment. */
export function isOurPage(address: string): boolean {
  return address === PAGES || address.startsWith(`${PAGES}#`);
}

/** Whether a request stays inside: our files, and what a page holds in its own memory (a download, a picture). */
export function isInside(address: string): boolean {
  return address.startsWith(PAGES) || address.startsWith(`blob:${PAGES}`) || address.startsWith('data:');
}

/** Answers one request of the custom protocol out of the list of built files. */
export function servePage(assets: Assets, request: Pick<Request, 'method' | 'url'>): Response {
  const [address = ''] = request.url.split('#');
  if (request.method !== 'GET' || !address.startsWith(PAGES)) return refusal(405);
  if (address === PAGES) {
    const nonce = newNonce();
    return new Response(pageWith(assets, nonce), {
      headers: {
        ...SECURITY_HEADERS,
        'Content-Security-Policy': contentPolicy(nonce),
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': cacheControl(false),
      },
    });
  }
  const file = assets.files.get(address.slice(PAGES.length - 1));
  if (!file) return refusal(404);
  return new Response(new Uint8Array(file.bytes), {
    headers: { ...SECURITY_HEADERS, 'Content-Type': file.type, 'Cache-Control': cacheControl(file.kept) },
  });
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
