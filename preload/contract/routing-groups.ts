import { Label } from '#domain/base';
import { z } from 'zod';
import { read, write } from './operation.ts';
import { Nothing } from './page.ts';

const Id = z.string().min(1).max(80);

const GroupShape = z.object({
  id: Id,
  label: Label,
  isOn: z.boolean(),
  fallbackGroupId: Id.nullable(),
  /** Of people outside the asker's scope no id, name, unit or count, unless the asker may edit groups. */
  members: z.array(
    z.object({
      userId: z.string(),
      userName: z.string(),
      unit: Label.nullable(),
      weight: z.int(),
      openCap: z.int().nullable(),
      isOn: z.boolean(),
      openCount: z.int(),
      assigned: z.int(),
    }),
  ),
  /** How many rules of the published versions send here. */
  rules: z.int(),
  /** Another one where anything that saving writes has changed. */
  stamp: z.string(),
});

export const routingGroups = {
  'routing.listGroups': read('routing.view', Nothing, z.array(GroupShape)),
  /** Replaces a group and its members by these, or makes a new one. */
  'routing.saveGroup': write(
    'routing.edit',
    z.strictObject({
      /** Absent for a new group. */
      id: Id.optional(),
      /** The one that was read: where somebody else saved in between, nothing is written. */
      stamp: z.string().max(80).optional(),
      label: Label,
      isOn: z.boolean(),
      fallbackGroupId: Id.nullable(),
      members: z
        .array(
          z.strictObject({
            userId: Id,
            weight: z.int().min(0).max(1000),
            openCap: z.int().min(0).max(1_000_000).nullable(),
            isOn: z.boolean(),
          }),
        )
        .max(2000),
    }),
    GroupShape,
  ),
};

export type RoutingGroupErrors = {
  'routing.unknownUser': { userId: string };
  'routing.duplicateMember': { userId: string };
  'routing.fallbackCircle': { path: string[] };
  'routing.groupInUse': { rules: number };
  'routing.groupChanged': Record<string, never>;
};
