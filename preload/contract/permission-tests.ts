import { z } from 'zod';
import { read } from './operation.ts';
import { Nothing } from './page.ts';

export const permissionTests = {
  /** Runs every permission test as of now; the tests themselves come with the policy, and change as it does. */
  'access.runTests': read(
    'access.view',
    Nothing,
    z.array(
      z.object({
        testId: z.string(),
        holds: z.boolean(),
        /** Whom or what it speaks of is not there any more. */
        isLost: z.boolean(),
      }),
    ),
  ),
};
