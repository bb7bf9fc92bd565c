import { COLUMN_ACCESS, COLUMN_CLASSES, PAGE_GROUPS, PERMISSIONS } from '#domain/access';
import { Change, SCOPE_EFFECTS, SCOPE_KINDS } from '#domain/rights';
import { z } from 'zod';
import { AsOf, Path, PersonId, RoleGrant, RowKind, ScopeGrant } from './access-policy.ts';
import { read } from './operation.ts';

const RECORD_KINDS = ['opportunity', 'card', 'order'] as const;
const RecordKey = z.strictObject({ kind: z.enum(RECORD_KINDS), id: z.int().min(1) });

/** What decides who sees a record: its page, whose scope shows it, and the people it belongs to. */
const RecordAbout = z.object({
  kind: z.enum(RECORD_KINDS),
  id: z.int(),
  name: z.string(),
  permission: z.enum(PERMISSIONS),
  pageGroup: z.enum(PAGE_GROUPS),
  owners: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Whether it was there already at the moment that is asked about. */
  wasThere: z.boolean(),
});

const Part = z.object({
  may: z.boolean(),
  paths: z.array(Path),
  lapsed: z.array(Path),
  /** Limits that keep it out, whatever shows it. */
  keptOutBy: z.array(ScopeGrant),
});

/** Changes that together would allow it, and what else they open. */
const Opening = z.object({
  changes: z.array(Change),
  people: z.int(),
  permissions: z.array(z.string()),
  counts: z.array(z.object({ kind: RowKind, gained: z.int() })),
  /** Whether there are rows that the one who asks does not see, which are not counted. */
  isPartial: z.boolean(),
});

const Side = z.strictObject({ kind: z.enum(['person', 'role']), id: PersonId, asOf: AsOf });
const split = <T extends z.ZodType>(one: T) =>
  z.object({ onlyA: z.array(one), onlyB: z.array(one), both: z.array(one) });
const Shown = z.object({
  pageGroup: z.enum(PAGE_GROUPS),
  effect: z.enum(SCOPE_EFFECTS),
  kind: z.enum(SCOPE_KINDS),
  unitIds: z.array(z.string()),
});
const Columns = z.record(z.enum(COLUMN_CLASSES), z.enum(COLUMN_ACCESS));

export const accessAnswers = {
  /** Everybody who sees a record, with every way to its page and to its row. */
  'access.whoSees': read(
    'access.view',
    z.strictObject({ record: RecordKey, asOf: AsOf }),
    z.object({
      about: RecordAbout,
      people: z.array(
        z.object({ personId: z.string(), name: z.string(), page: z.array(Path), rows: z.array(Path) }),
      ),
    }),
  ),
  /** Why one person sees a record or not, and the smallest changes that would show it; none for a moment that is over. */
  'access.explainRecord': read(
    'access.view',
    z.strictObject({ personId: PersonId, record: RecordKey, asOf: AsOf }),
    z.object({
      about: RecordAbout,
      may: z.boolean(),
      isActive: z.boolean(),
      page: Part,
      rows: Part,
      changes: z.array(Opening),
    }),
  ),
  /** How two people or two roles differ, or one at two moments, and the changes that make the second like the first. */
  'access.compare': read(
    'access.view',
    z.strictObject({ a: Side, b: Side }),
    z.object({
      permissions: split(z.string()),
      roles: split(z.string()),
      scopes: split(Shown),
      columns: z.object({ a: Columns, b: Columns }),
      /** Of the rows that the one who asks sees; none for roles, which show no rows. */
      rows: z.array(z.object({ kind: RowKind, onlyA: z.int(), onlyB: z.int(), both: z.int() })),
      /** Empty where they are alike, or where the second is not of today. */
      changes: z.array(Change),
    }),
  ),
  /** Who breaks a static duty, and by which roles. */
  'access.listConflicts': read(
    'access.view',
    z.strictObject({ asOf: AsOf }),
    z.array(
      z.object({
        dutyId: z.string(),
        personId: z.string(),
        name: z.string(),
        at: z.int(),
        held: z.array(
          z.object({
            member: z.string(),
            paths: z.array(z.object({ grant: RoleGrant, chain: z.array(z.string()) })),
          }),
        ),
      }),
    ),
  ),
  /** Everything that was changed since a moment, taken back; `left` counts what no change takes back. */
  'access.changesSince': read(
    'access.view',
    z.strictObject({ since: z.int().min(0).max(8_640_000_000_000_000) }),
    z.object({ changes: z.array(Change), left: z.int() }),
  ),
};
