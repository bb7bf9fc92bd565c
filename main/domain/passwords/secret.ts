/** Crockford's alphabet: no letter that reads like a digit or another letter. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A secret for people to copy: groups of signs, five bits each. `random` gives whole numbers from 0 to 2^32 − 1. */
export function newSecretText(random: () => number, groups: number, length: number): string {
  const group = () => Array.from({ length }, () => SIGNS[random() % SIGNS.length]).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** A secret as it was meant, however it was typed: case, spaces, hyphens and look-alikes do not matter. */
export function meantSecret(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\dA-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
