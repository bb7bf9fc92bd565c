import { z } from 'zod';

const Id = z.string().min(1).max(80);

/** Whose grants are reviewed: everybody's, those of a unit and all below it, or those of one role. */
export const Among = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('unit'), unitId: Id }),
  z.strictObject({ kind: z.literal('role'), roleId: Id }),
]);
export type Among = z.output<typeof Among>;
