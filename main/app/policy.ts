/**
 * What a page may do, the same in every shell. Scripts come only from the build. Generated styles need the
 * page's nonce; style *attributes* need nothing, because React sets them through the CSSOM, which no policy forbids.
 */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
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
