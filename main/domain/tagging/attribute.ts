import { Label } from '#domain/base';
import type { Value } from '#domain/conditions';
import { z } from 'zod';

/** One business attribute: enum and set hold codes of `values`; a date is a moment in UTC ms. */
export const AttributeShape = z.strictObject({
  key: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/),
  kind: z.enum(['enum', 'text', 'number', 'date', 'boolean', 'set']),
  label: Label,
  values: z.array(z.strictObject({ code: z.string().trim().min(1).max(80), label: Label })).max(2000),
  position: z.int().min(0),
});
export type Attribute = z.infer<typeof AttributeShape>;

/** A code that an attribute's list names twice; undefined when each is there once. */
export function findRepeatedCode({ values }: Attribute): string | undefined {
  const seen = new Set<string>();
  return values.find(({ code }) => seen.size === seen.add(code).size)?.code;
}

/** The codes that the next form of an attribute no longer has. Only enum and set are held to their list. */
export function codesGone(known: Attribute, next: Attribute): string[] {
  if (known.kind !== 'enum' && known.kind !== 'set') return [];
  const kept = new Set(next.values.map(({ code }) => code));
  return known.values.map(({ code }) => code).filter((code) => !kept.has(code));
}

/** Whether a value, or one code of a set, is one that the attribute may hold. */
export function fits({ kind, values }: Attribute, value: Value): boolean {
  switch (kind) {
    case 'enum':
    case 'set':
      return values.some(({ code }) => code === value);
    case 'text':
      return typeof value === 'string' && value.trim() !== '';
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'date':
      return Number.isSafeInteger(value);
  }
}
