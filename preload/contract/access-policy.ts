import { COLUMN_ACCESS, COLUMN_CLASSES, Columns, PAGE_GROUPS } from '#domain/access';
import { Label } from '#domain/base';
import { Change, PermissionTest, Question, ROW_KINDS, SCOPE_EFFECTS, SCOPE_KINDS } from '#domain/rights';
import { z } from 'zod';
import { read, write } from './operation.ts';
import { PageInput, pageOf } from './page.ts';

const Moment = z.int().min(0).max(8_640_000_000_000_000);
const span = { from: z.int(), to: z.int().nullable() };
const PageGroup = z.enum(PAGE_GROUPS);
export const PersonId = z.string().min(1).max(80);
/** Stored long ago, a right may be one that this console does not know. */
const Permission = z.string();

const Role = z.object({
  id: z.string(),
  label: Label,
  parents: z.array(z.string()),
  permissions: z.array(Permission),
  columns: Columns,
});
const Unit = z.object({
  id: z.string(),
  label: Label,
  parentId: z.string().nullable(),
  leaderId: z.string().nullable(),
});
export const RoleGrant = z.object({ roleId: z.string(), ...span });
export const ScopeGrant = z.object({
  pageGroup: PageGroup,
  effect: z.enum(SCOPE_EFFECTS),
  kind: z.enum(SCOPE_KINDS),
  unitIds: z.array(z.string()),
  ...span,
});
const Duty = z.object({
  id: z.string(),
  label: Label,
  kind: z.enum(['static', 'dynamic']),
  of: z.enum(['roles', 'permissions']),
  members: z.array(z.string()),
  atMost: z.int(),
});
const Conflict = z.object({
  dutyId: z.string(),
  personId: z.string(),
  held: z.array(z.string()),
  at: z.int(),
});
const State = z.discriminatedUnion('entity', [
  z.object({ entity: z.literal('role'), role: Role }),
  z.object({ entity: z.literal('unit'), unit: Unit }),
  z.object({
    entity: z.literal('person'),
    person: z.object({
      id: z.string(),
      name: z.string(),
      unitId: z.string().nullable(),
      status: z.enum(['active', 'left']),
    }),
  }),
  z.object({ entity: z.literal('roleGrant'), personId: z.string(), grant: RoleGrant }),
  z.object({ entity: z.literal('scopeGrant'), personId: z.string(), grant: ScopeGrant }),
  z.object({ entity: z.literal('duty'), duty: Duty }),
  z.object({ entity: z.literal('test'), test: PermissionTest }),
  z.object({ entity: z.literal('needsSecond'), isOn: z.boolean() }),
]);
export const Path = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('role'), grant: RoleGrant, chain: z.array(z.string()) }),
  z.object({ kind: z.literal('scope'), grant: ScopeGrant, units: z.array(z.string()) }),
]);
const Excess = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('permission'), permission: Permission }),
  z.object({ kind: z.literal('column'), column: z.enum(COLUMN_CLASSES) }),
  z.object({ kind: z.literal('rows'), personId: z.string(), pageGroup: PageGroup }),
  z.object({ kind: z.literal('person'), personId: z.string() }),
  z.object({ kind: z.literal('unit'), unitId: z.string() }),
  z.object({ kind: z.literal('duty'), dutyId: z.string() }),
]);
export const Changes = z.array(Change).min(1).max(5000);
/** What changes do to everybody, and what speaks against them. */
export const RowKind = z.enum(Object.keys(ROW_KINDS) as [keyof typeof ROW_KINDS]);
export const Preview = z.object({
  /** The moment at which it is looked at: now, or when the last of the changes begins. */
  at: z.int(),
  people: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      permissions: z.object({ gained: z.array(Permission), lost: z.array(Permission) }),
      rows: z.array(
        z.object({
          pageGroup: PageGroup,
          everything: z.enum(['gained', 'lost']).nullable(),
          gained: z.array(z.string()),
          lost: z.array(z.string()),
        }),
      ),
      columns: z.array(
        z.object({
          column: z.enum(COLUMN_CLASSES),
          before: z.enum(COLUMN_ACCESS),
          after: z.enum(COLUMN_ACCESS),
        }),
      ),
      /** Exactly so many rows, of those that the one who asks sees. */
      counts: z.array(z.object({ kind: RowKind, gained: z.int(), lost: z.int() })),
    }),
  ),
  /** Rows that nobody sees any more but who sees everything. */
  orphaned: z.array(z.object({ kind: RowKind, count: z.int() })),
  /** Whether there are rows that the one who asks does not see, which are not counted. */
  isPartial: z.boolean(),
  conflicts: z.array(Conflict),
  excess: Excess.nullable(),
  /** Since when nobody could change rights any more. */
  lostKeeperAt: z.int().nullable(),
  /** The names of the permission tests that would not hold any more. */
  broken: z.array(z.string()),
});
/** Now where it is null. */
export const AsOf = Moment.nullable().default(null);

export const accessPolicy = {
  /** Roles, units, people with what they are given, and duties: now, or as they were at a moment. */
  'access.getPolicy': read(
    'access.view',
    z.strictObject({ asOf: AsOf }),
    z.object({
      /** What `access.applyChanges` wants back. */
      revision: z.int(),
      roles: z.array(Role),
      units: z.array(Unit),
      people: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          unitId: z.string().nullable(),
          status: z.enum(['active', 'left']),
          roles: z.array(RoleGrant),
          scopes: z.array(ScopeGrant),
        }),
      ),
      duties: z.array(Duty),
      tests: z.array(PermissionTest),
      /** Rights change only by a proposal that somebody else approves. */
      needsSecond: z.boolean(),
      conflicts: z.array(Conflict),
    }),
  ),
  /** What changes would do to everybody, before they are made, and what speaks against them. */
  'access.previewChanges': read('access.view', z.strictObject({ changes: Changes }), Preview),
  'access.applyChanges': write(
    'access.edit',
    z.strictObject({ revision: z.int(), changes: Changes }),
    z.object({ revision: z.int() }),
  ),
  /** Why somebody may or may not, and the smallest changes that would allow it. */
  'access.explain': read(
    'access.view',
    z.strictObject({ personId: z.string().min(1).max(80), question: Question, asOf: AsOf }),
    z.object({
      may: z.boolean(),
      isActive: z.boolean(),
      paths: z.array(Path),
      lapsed: z.array(Path),
      keptOutBy: z.array(ScopeGrant),
      limits: z.array(z.string()),
      changes: z.array(z.object({ changes: z.array(Change), rights: z.int(), people: z.int() })),
    }),
  ),
  'access.whoMay': read(
    'access.view',
    z.strictObject({ question: Question, asOf: AsOf }),
    z.array(z.object({ personId: z.string(), name: z.string(), paths: z.array(Path) })),
  ),
  /** What was changed, the newest first, each with the change that takes it back. */
  'access.listHistory': read(
    'access.view',
    PageInput.extend({
      personId: PersonId.optional(),
      roleId: PersonId.optional(),
      unitId: PersonId.optional(),
      actorId: PersonId.optional(),
      from: Moment.optional(),
      to: Moment.optional(),
    }),
    pageOf(
      z.object({
        id: z.int(),
        at: z.int(),
        actorId: z.string(),
        actorName: z.string().nullable(),
        before: State.nullable(),
        after: State.nullable(),
        undo: Change.nullable(),
      }),
    ),
  ),
};

export type AccessPolicyErrors = {
  /** Somebody else changed rights since they were read. */
  'access.stale': Record<string, never>;
  'access.circle': { of: 'role' | 'unit'; path: string[] };
  'access.roleInUse': { name: string };
  'access.unitInUse': { name: string };
  'access.unitNeedsName': { id: string };
  'access.personKnown': { name: string };
  'access.personLeft': { name: string };
  'access.endsBeforeStart': Record<string, never>;
  'access.beyondYou': { kind: 'permission' | 'column' | 'rows' | 'person' | 'unit' | 'duty'; name: string };
  /** A person and a role cannot be compared. */
  'access.unlike': Record<string, never>;
  'access.dutyBroken': { duty: string; name: string };
  'access.lastKeeper': Record<string, never>;
  'access.testBroken': { name: string };
};
