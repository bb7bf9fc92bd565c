import { Columns, PAGE_GROUPS, PERMISSIONS } from '#domain/access';
import { Label } from '#domain/base';
import { z } from 'zod';
import { PermissionTest, type Policy, SCOPE_EFFECTS, SCOPE_KINDS } from './policy.ts';

const Id = z.string().min(1).max(80);
const Moment = z.int().min(0).max(8_640_000_000_000_000);
const span = { from: Moment, to: Moment.nullable() };
const effect = z.enum(SCOPE_EFFECTS).default('show');

/** One change of a policy: what an administrator does, as data. */
export const Change = z.discriminatedUnion('kind', [
  /** The same role, person and start again: only its end changes. */
  z.strictObject({ kind: z.literal('grantRole'), personId: Id, roleId: Id, ...span }),
  z.strictObject({ kind: z.literal('revokeRole'), personId: Id, roleId: Id, from: Moment }),
  z.strictObject({
    kind: z.literal('grantScope'),
    personId: Id,
    pageGroup: z.enum(PAGE_GROUPS),
    effect,
    scope: z.enum(SCOPE_KINDS),
    unitIds: z.array(Id).max(500),
    ...span,
  }),
  z.strictObject({
    kind: z.literal('revokeScope'),
    personId: Id,
    pageGroup: z.enum(PAGE_GROUPS),
    effect,
    scope: z.enum(SCOPE_KINDS),
    from: Moment,
  }),
  z.strictObject({
    kind: z.literal('saveRole'),
    id: Id,
    label: Label,
    parents: z.array(Id).max(50),
    permissions: z.array(z.enum(PERMISSIONS)).max(PERMISSIONS.length),
    columns: Columns,
  }),
  z.strictObject({ kind: z.literal('removeRole'), id: Id }),
  /** What it does not name stays as it is; a unit that is not there yet is made, and needs a label. */
  z.strictObject({
    kind: z.literal('saveUnit'),
    id: Id,
    label: Label.optional(),
    parentId: Id.nullable().optional(),
    leaderId: Id.nullable().optional(),
  }),
  z.strictObject({ kind: z.literal('removeUnit'), id: Id }),
  /** Somebody new, without a password: an administrator gives a first one when it is needed. */
  z.strictObject({ kind: z.literal('addPerson'), id: Id, login: Id, name: Id, unitId: Id.nullable() }),
  z.strictObject({
    kind: z.literal('changePerson'),
    personId: Id,
    name: Id.optional(),
    unitId: Id.nullable().optional(),
    status: z.enum(['active', 'left']).optional(),
  }),
  z.strictObject({
    kind: z.literal('saveDuty'),
    id: Id,
    label: Label,
    duty: z.enum(['static', 'dynamic']),
    of: z.enum(['roles', 'permissions']),
    members: z.array(Id).min(2).max(100),
    atMost: z.int().min(1).max(100),
  }),
  z.strictObject({ kind: z.literal('removeDuty'), id: Id }),
  z.strictObject({ kind: z.literal('saveTest'), ...PermissionTest.shape }),
  z.strictObject({ kind: z.literal('removeTest'), id: Id }),
  /** Whether changes of rights need a second person (four eyes). */
  z.strictObject({ kind: z.literal('needSecond'), isOn: z.boolean() }),
]);
export type Change = z.output<typeof Change>;
export type ChangeOf<K extends Change['kind']> = Extract<Change, { kind: K }>;

/** Why a change cannot be made: what it names is not there, or it would go round in a circle. */
export type Fault =
  | {
      readonly kind: 'unknown';
      readonly what: 'person' | 'role' | 'unit' | 'duty' | 'grant' | 'permission' | 'test';
      readonly id: string;
    }
  | { readonly kind: 'circle'; readonly of: 'role' | 'unit'; readonly path: readonly string[] }
  | { readonly kind: 'inUse'; readonly roleId: string }
  | { readonly kind: 'unitInUse'; readonly unitId: string }
  | { readonly kind: 'noLabel'; readonly unitId: string }
  | { readonly kind: 'known'; readonly personId: string }
  | { readonly kind: 'left'; readonly personId: string }
  | { readonly kind: 'endsBeforeStart' };

export type Outcome = { readonly policy: Policy } | { readonly fault: Fault };
export const unknown = (what: Extract<Fault, { kind: 'unknown' }>['what'], id: string): Outcome => ({
  fault: { kind: 'unknown', what, id },
});
