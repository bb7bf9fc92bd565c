import { Label } from '#domain/base';
import { Grain } from '#domain/contacts';
import { LineGate } from '#domain/distribution';
import { z } from 'zod';
import { ContactColumn } from './columns.ts';
import { read, write } from './operation.ts';
import { Nothing, PageInput, pageOf } from './page.ts';

const Id = z.string().min(1).max(80);

const LineSettings = z.object({
  id: z.string(),
  label: Label,
  grain: Grain,
  gate: LineGate,
  /** Raised with each change, so that two editors notice each other. */
  revision: z.int(),
});

export const routingLines = {
  'routing.listLines': read('routing.view', Nothing, z.array(LineSettings)),
  /** What a line asks of an opportunity before it is routed; decisions made before keep the gate that they saw. */
  'routing.saveLineGate': write(
    'routing.edit',
    z.strictObject({ lineId: Id, revision: z.int().min(0), gate: LineGate }),
    LineSettings,
  ),
  /** What another grain would make of the open opportunities of a line: which of them would be one lead entity. */
  'routing.previewGrain': read(
    'routing.publish',
    PageInput.extend({ lineId: Id, grain: Grain }),
    pageOf(
      z.object({
        /** Those of one number would be one lead entity. */
        entity: z.int(),
        /** Null, with its title and owner empty and its contact masked, where the asker's scope does not show it. */
        opportunityId: z.int().nullable(),
        title: z.string(),
        contact: ContactColumn,
        ownerName: z.string(),
        createdAt: z.int(),
        /** The one that the others would become part of. */
        isKept: z.boolean(),
      }),
    ).extend({
      open: z.int(),
      /** How many opportunities, open or closed, would be told apart by something else than now. */
      changing: z.int(),
      /** How many lead entities would hold more than one. */
      entities: z.int(),
      /** How many of the colliding ones the asker does not see. */
      hidden: z.int(),
    }),
  ),
  /**
   * Gives a line another grain, all at once or not at all. `colliding` is how many collided in the preview; `merge` puts each
   * into the one that stays, as somebody would by hand, `refuse` changes nothing where any collide.
   */
  'routing.changeGrain': write(
    'routing.publish',
    z.strictObject({
      lineId: Id,
      revision: z.int().min(0),
      grain: Grain,
      colliding: z.int().min(0),
      onCollision: z.enum(['refuse', 'merge']),
      reason: z.string().trim().min(1).max(500),
    }),
    z.object({ changed: z.int(), merged: z.int() }),
  ),
};

export type RoutingLineErrors = {
  'routing.lineChanged': Record<string, never>;
  'routing.neededUnknown': { attribute: string };
  'routing.grainSame': Record<string, never>;
  'routing.grainCollides': { count: number };
  /** Another number than the preview found. */
  'routing.collisionsChanged': { count: number };
  'routing.collisionsHidden': { count: number };
  'routing.tooManyCollisions': { count: number; limit: number };
  'routing.importUnderWay': { jobId: string };
};
