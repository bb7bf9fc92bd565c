import { Label } from '#domain/base';
import { Change, ROW_KINDS } from '#domain/rights';
import { z } from 'zod';
import { Changes } from './access-policy.ts';
import { read } from './operation.ts';
import { PageInput } from './page.ts';

const Id = z.string().min(1).max(80);
const Named = z.object({ id: z.string(), name: z.string() });
/** A file of at most 512 KB, base64. */
const File = z.base64().max(700_000).nullable();

const RosterFault = z.object({
  file: z.enum(['units', 'people']),
  line: z.int(),
  column: z.string(),
  code: z.enum([
    'noColumn',
    'missing',
    'tooLong',
    'duplicate',
    'unknownUnit',
    'unknownLeader',
    'unknownStatus',
    'notADate',
    'circle',
    'leaderLeft',
  ]),
  value: z.string(),
});

export const organisation = {
  /** What a roster of units, of people or of both would change; every bad row is named, and then nothing is. */
  'access.readRoster': read(
    'access.edit',
    z.strictObject({ units: File, people: File }),
    z.object({
      faults: z.array(RosterFault),
      /** What is due at once has no moment; the rest waits for its own. */
      batches: z.array(z.object({ at: z.int().nullable(), changes: z.array(Change) })),
      /** Not in the file, and not removed by it. */
      missingPeople: z.array(z.string()),
      missingUnits: z.array(z.string()),
      unchanged: z.int(),
    }),
  ),
  /** The organisation as two CSV files, base64, which read back as no change. */
  'access.exportRoster': read(
    'access.view',
    z.strictObject({ language: z.enum(['zh-CN', 'en']) }),
    z.object({ units: z.string(), people: z.string() }),
  ),

  /** Who led a unit and what was above it, since when until when; the newest first, without an end. */
  'access.listUnitHistory': read(
    'access.view',
    z.strictObject({ unitId: Id }),
    z.array(
      z.object({ from: z.int(), to: z.int().nullable(), leader: Named.nullable(), parent: Label.nullable() }),
    ),
  ),
  'access.whoLed': read(
    'access.view',
    z.strictObject({ unitId: Id, at: z.int().min(0).max(8_640_000_000_000_000) }),
    z.object({ wasThere: z.boolean(), leader: Named.nullable() }),
  ),
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

export type OrganisationErrors = {
  'access.rosterTooLong': { most: number };
};
