import { z } from 'zod';
import { write } from './operation.ts';
import { Done, Nothing } from './page.ts';

/** The console as somebody else sees it: nothing can be changed, nothing taken along, and it ends by itself. */
export const viewAs = {
  'access.viewAs': write(
    'access.edit',
    z.strictObject({
      personId: z.string().min(1).max(80),
      reason: z.string().trim().min(1).max(200),
    }),
    z.object({ until: z.int() }),
  ),
  /** The one write that a window takes while it shows what somebody else sees. */
  'access.endViewAs': write('signedIn', Nothing, Done),
};

export type ViewAsErrors = {
  'access.viewingOnly': { name: string };
  /** The time was up, or one of the two may no longer. */
  'access.viewEnded': Record<string, never>;
  'access.notViewing': Record<string, never>;
};
