import { Condition } from '#domain/conditions';
import { z } from 'zod';

/** One row of a rule set: the first whose condition holds sends the opportunity to its group. `{ all: [] }` is the catch-all. */
export const RuleShape = z.strictObject({
  id: z.string().min(1).max(80),
  name: z.string().trim().max(200),
  condition: Condition,
  groupId: z.string().min(1).max(80),
  isOn: z.boolean(),
  note: z.string().max(1000),
});
export type Rule = z.infer<typeof RuleShape>;
