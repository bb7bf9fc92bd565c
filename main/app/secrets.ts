import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, fit for an address, a cookie and a header. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Only the digest is kept, so that a memory dump or a log of ours holds nothing to sign in with. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in the same time whatever differs. */
export function isSecret(given: string, kept: Buffer): boolean {
  return timingSafeEqual(digestOf(given), kept);
}
