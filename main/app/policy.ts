/**
 * What a page may do, the same in every shell. Scripts come only from the build. Generated styles need the
 * page's nonce; style *attributes* need nothing, because React sets them through the CSSOM, which no policy forbids.
 * `socket` is where the page hears events, if not over its own origin: not every browser counts ws: as 'self'.
 */
export function contentPolicy(nonce: string, socket = ''): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`.trimEnd(),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    // Text never becomes markup: the one policy there is, renderer/bridge/no-eval.ts, lets only style sheets pass.
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** On every answer of every shell, whatever it holds. */
export const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()',
} as const;

/** Content-addressed files may stay in the browser's cache; everything else is asked for each time. */
export function cacheControl(kept: boolean): string {
  return kept ? 'public, max-age=31536000, immutable' : 'no-store';
}
