import {
  COLUMN_CLASSES,
  type Columns,
  PAGE_GROUPS,
  type PageGroup,
  type Permission,
  PERMISSIONS,
} from '#domain/access';
import type { Label } from '#domain/base';
import { z } from 'zod';

/** From when until when something is given; `to` is the first moment without it, null when it does not end. */
export type Span = { readonly from: number; readonly to: number | null };

/** Pages, actions and columns under a name. It has those of its parents as well. */
export type Role = {
  readonly id: string;
  readonly label: Label;
  readonly parents: readonly string[];
  readonly permissions: readonly Permission[];
  readonly columns: Columns;
};

export type Unit = {
  readonly id: string;
  readonly label: Label;
  readonly parentId: string | null;
  readonly leaderId: string | null;
};

export type RoleGrant = Span & { readonly roleId: string };

export const SCOPE_KINDS = ['own', 'group', 'subtree', 'chosen', 'all'] as const;

/** What a scope does: show rows, those of several together; or limit whatever is shown to its rows, every limit by itself. */
export const SCOPE_EFFECTS = ['show', 'limit'] as const;

/** Which rows of one page group somebody sees, or sees at most. */
export type ScopeGrant = Span & {
  readonly effect: (typeof SCOPE_EFFECTS)[number];
  readonly pageGroup: PageGroup;
  readonly kind: (typeof SCOPE_KINDS)[number];
  readonly unitIds: readonly string[];
};

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly unitId: string | null;
  readonly status: 'active' | 'left';
  readonly roles: readonly RoleGrant[];
  readonly scopes: readonly ScopeGrant[];
};

/**
 * Nobody may have more than `atMost` of its members: static, at any moment at all, inherited ones counted;
 * dynamic, used by one person on one and the same record.
 */
export type Duty = {
  readonly id: string;
  readonly label: Label;
  readonly kind: 'static' | 'dynamic';
  readonly of: 'roles' | 'permissions';
  readonly members: readonly string[];
  readonly atMost: number;
};

/** What is asked about somebody: an action, a class of columns in plain, or the rows of an owner (null: of nobody) on a page group. */
export const Question = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('permission'), permission: z.enum(PERMISSIONS) }),
  z.strictObject({ kind: z.literal('column'), column: z.enum(COLUMN_CLASSES) }),
  z.strictObject({
    kind: z.literal('row'),
    pageGroup: z.enum(PAGE_GROUPS),
    ownerId: z.string().min(1).max(80).nullable(),
  }),
]);
export type Question = z.output<typeof Question>;

const Id = z.string().min(1).max(80);
/** What is expected of rights and kept with them: a change that breaks it is refused. */
export const PermissionTest = z.strictObject({
  id: Id,
  name: z.string().trim().min(1).max(80),
  /** Somebody, whoever has a role and nothing else, or whoever leads a unit. */
  who: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('person'), personId: Id }),
    z.strictObject({ kind: z.literal('role'), roleId: Id }),
    z.strictObject({ kind: z.literal('leader'), unitId: Id }),
  ]),
  /** `unit`: the rows of everybody in a unit. */
  question: z.discriminatedUnion('kind', [
    ...Question.options,
    z.strictObject({ kind: z.literal('unit'), pageGroup: z.enum(PAGE_GROUPS), unitId: Id }),
  ]),
  expected: z.boolean(),
});
export type PermissionTest = z.output<typeof PermissionTest>;

/** Everything that decides who may do and see what. It is never changed: a change makes another one. */
export type Policy = {
  readonly roles: readonly Role[];
  readonly units: readonly Unit[];
  readonly people: readonly Person[];
  readonly duties: readonly Duty[];
  readonly tests: readonly PermissionTest[];
  /** Whether a change of it needs a second person. */
  readonly needsSecond: boolean;
};

/** Whether something is given at a moment. */
export function isInForce(span: Span, at: number): boolean {
  return span.from <= at && (span.to === null || at < span.to);
}

type Lookup = {
  readonly roles: ReadonlyMap<string, Role>;
  readonly units: ReadonlyMap<string, Unit>;
  readonly people: ReadonlyMap<string, Person>;
  /** Unit → the units right below it, the people in it; person → the units that they lead. */
  readonly below: ReadonlyMap<string | null, readonly Unit[]>;
  readonly members: ReadonlyMap<string | null, readonly Person[]>;
  readonly led: ReadonlyMap<string | null, readonly Unit[]>;
  /** What was asked for once: role → it and all that it inherits; unit → it and all below. */
  readonly inherited: Map<string, readonly Role[]>;
  readonly subtrees: Map<string, ReadonlySet<string>>;
};

const lookups = new WeakMap<Policy, Lookup>();

/** A policy by its keys; made once for each policy. */
export function lookup(policy: Policy): Lookup {
  const known = lookups.get(policy);
  if (known) return known;
  const byId = <T extends { id: string }>(all: readonly T[]) => new Map(all.map((one) => [one.id, one]));
  const made: Lookup = {
    roles: byId(policy.roles),
    units: byId(policy.units),
    people: byId(policy.people),
    below: Map.groupBy(policy.units, (unit) => unit.parentId),
    members: Map.groupBy(policy.people, (person) => person.unitId),
    led: Map.groupBy(policy.units, (unit) => unit.leaderId),
    inherited: new Map(),
    subtrees: new Map(),
  };
  lookups.set(policy, made);
  return made;
}
