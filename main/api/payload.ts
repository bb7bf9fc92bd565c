/** How deep a payload may nest before it is refused unread: recursion over it must stay safe. */
const MAX_DEPTH = 60;
/** How large a payload may be: its text in characters, with 16 for each value; twice the largest table of rules. */
export const MAX_SIZE = 32_000_000;
const VALUE_SIZE = 16;

export type PayloadFault = 'tooDeep' | 'tooLarge' | 'notPlain' | 'notText';

/**
 * What is wrong with a payload before anybody reads it, or undefined. It must be what JSON could carry: plain objects,
 * lists without holes, well-formed text without NUL (the store and the audit chain would not give it back unchanged),
 * no circle. Walks without recursion, and each value once for each place it stands in, so that a small knot of
 * references that unfolds to something huge is found out by the count.
 */
export function findFault(payload: unknown): PayloadFault | undefined {
  let level: unknown[] = [payload];
  let size = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return 'tooDeep';
    const next: unknown[] = [];
    for (const value of level) {
      size += sizeOf(value);
      if (size > MAX_SIZE) return 'tooLarge';
      if (typeof value === 'string' && !isText(value)) return 'notText';
      if (typeof value !== 'object' || value === null) {
        if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function')
          return 'notPlain';
        continue;
      }
      if (!isPlain(value)) return 'notPlain';
      for (const [key, item] of Object.entries(value)) {
        if (!Array.isArray(value)) {
          size += key.length;
          if (!isText(key)) return 'notText';
        }
        next.push(item);
      }
    }
    level = next;
  }
  return undefined;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return VALUE_SIZE + value.length;
  // A list of holes is as long as it says, whatever it holds.
  return VALUE_SIZE * (Array.isArray(value) ? 1 + value.length : 1);
}

function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
