import type { Rule } from '#domain/rules';

const known = new WeakMap<Rule, string>();

/**
 * A short text that two states of a row share only if they say the same: 53 bits of a hash over everything in the
 * row, whatever the order in which its condition's keys are written.
 */
export function rowStamp(rule: Rule): string {
  const found = known.get(rule);
  if (found !== undefined) return found;
  const stamp = hash(
    JSON.stringify([
      rule.id,
      rule.name.trim(),
      ordered(rule.condition),
      rule.groupId,
      rule.isOn,
      rule.note,
      rule.ownerId ?? null,
      rule.validFrom ?? null,
      rule.validTo ?? null,
      rule.reviewAt ?? null,
      (rule.tags ?? []).map((tag) => tag.trim()),
    ]),
  );
  known.set(rule, stamp);
  return stamp;
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, ordered(inner)]);
}

/** cyrb53 (bryc, public domain): two 32-bit multiplicative hashes, of which 53 bits are kept. */
function hash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
