import { ROW_KINDS } from '#domain/rights';
import { z } from 'zod';
import { Changes } from './access-policy.ts';
import { read } from './operation.ts';
import { PageInput } from './page.ts';

export const organisation = {
  /** Some of the rows that somebody gains or loses by changes, of those that the one who asks sees themself. */
  'access.listChangedRows': read(
    'access.view',
    PageInput.extend({
      changes: Changes,
      personId: z.string().min(1).max(80),
      kind: z.enum(Object.keys(ROW_KINDS) as [keyof typeof ROW_KINDS]),
      what: z.enum(['gained', 'lost']),
    }),
    z.array(z.object({ id: z.int(), text: z.string(), owner: z.string().nullable() })),
  ),
};
