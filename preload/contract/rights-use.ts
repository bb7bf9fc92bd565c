import { PERMISSIONS } from '#domain/access';
import { Label } from '#domain/base';
import { z } from 'zod';
import { read } from './operation.ts';

const AnyPermission = z.enum(PERMISSIONS);

export const rightsUse = {
  /** Which rights people used in the last days, and which of each role's nobody did who holds it. Nothing is changed by it. */
  'access.getUseOfRights': read(
    'access.view',
    z.strictObject({ days: z.int().min(1).max(3650).default(90) }),
    z.object({
      from: z.int(),
      /** Since when writes and looks are on record; null: not yet. */
      since: z.object({ writes: z.int().nullable(), reads: z.int().nullable() }),
      people: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          roleIds: z.array(z.string()),
          /** Every right that they have. */
          rights: z.array(
            z.object({
              permission: AnyPermission,
              /** Times it was used to write, and days on which it was used to look. */
              writes: z.int(),
              readDays: z.int(),
              /** Also before the window. */
              lastAt: z.int().nullable(),
            }),
          ),
        }),
      ),
      roles: z.array(
        z.object({
          id: z.string(),
          label: Label,
          holders: z.int(),
          permissions: z.array(AnyPermission),
          unused: z.array(AnyPermission),
          /** The smaller role; null where nobody holds it or nothing is unused. */
          suggested: z.array(AnyPermission).nullable(),
        }),
      ),
    }),
  ),
};
