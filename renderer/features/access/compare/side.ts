import type { InputOf } from '#contract/contract';

export type Side = InputOf<'access.compare'>['a'] & { readonly asOf: number | null };

/** One of two that are compared, as an address says it: `person:ann`, `role:rep@1772500000000`. */
export function readSide(text: string | undefined): Side | undefined {
  const [, kind, id, at] = /^(person|role):([^@]{1,80})(?:@(\d{1,15}))?$/.exec(text ?? '') ?? [];
  if ((kind !== 'person' && kind !== 'role') || id === undefined) return undefined;
  return { kind, id, asOf: at === undefined ? null : Number(at) };
}

export function writeSide({ kind, id, asOf }: Side): string {
  return `${kind}:${id}${asOf === null ? '' : `@${asOf}`}`;
}
