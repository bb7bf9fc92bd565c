import type { Rule } from '#domain/rules';

/** Rules that were read, and whether they take the place of all or stand before the catch-all. */
export type Taken = { readonly rules: readonly Rule[]; readonly mode: 'replace' | 'append' };
