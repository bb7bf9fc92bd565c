// Random organisations against oracles that read the policy the slow way.
import { ALL_PLAIN, PAGE_GROUPS, type Permission, PERMISSIONS } from '#domain/access';
import { applyChanges, type Change, findConflicts, findExcess, type Policy } from '#domain/rights';
import { changed, give, label, policyOf, show } from '#support/policy';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const UNITS = ['u0', 'u1', 'u2', 'u3', 'u4'];
const ROLES = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5'];
const SOME = PERMISSIONS.slice(0, 8);
const permissions = fc.subarray([...SOME], { maxLength: 4 });
const effect = fc.constantFrom('show', 'show', 'show', 'limit');
const kinds = ['own', 'group', 'subtree', 'chosen', 'all'] as const;
const span = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.option(fc.integer({ min: 6, max: 9 })));

/** Roles inherit only from those before them, units hang only below those before them. */
const organisation: fc.Arbitrary<Policy> = fc
  .record({
    roles: fc.tuple(
      ...ROLES.map((_, at) =>
        fc.tuple(fc.subarray(ROLES.slice(0, at), { maxLength: Math.min(2, at) }), permissions),
      ),
    ),
    units: fc.tuple(
      ...UNITS.map((_, at) =>
        fc.tuple(fc.constantFrom(null, ...UNITS.slice(0, at)), fc.constantFrom(null, ...PEOPLE)),
      ),
    ),
    homes: fc.tuple(...PEOPLE.map(() => fc.constantFrom(null, ...UNITS))),
    grants: fc.array(fc.tuple(fc.constantFrom(...PEOPLE), fc.constantFrom(...ROLES), span), {
      maxLength: 14,
    }),
    scopes: fc.array(
      fc.tuple(
        fc.constantFrom(...PEOPLE),
        fc.constantFrom(...kinds),
        fc.constantFrom(...PAGE_GROUPS),
        fc.subarray(UNITS),
        span,
        effect,
      ),
      { maxLength: 14 },
    ),
  })
  .map(({ roles, units, homes, grants, scopes }) =>
    changed(
      policyOf({
        roles: Object.fromEntries(ROLES.map((id, at) => [id, roles[at] ?? [[], []]])),
        units: Object.fromEntries(UNITS.map((id, at) => [id, units[at] ?? [null, null]])),
        people: Object.fromEntries(PEOPLE.map((id, at) => [id, homes[at] ?? null])),
      }),
      ...grants.map(([who, role, [from, to]]) => give(who, role, from, to)),
      ...scopes.map(([who, kind, pageGroup, unitIds, [from, to], effect]) =>
        show(who, kind, { pageGroup, unitIds, from, to, effect }),
      ),
    ),
  );

const inForce = ({ from, to }: { from: number; to: number | null }, at: number) =>
  from <= at && at < (to ?? Infinity);

/** What somebody may do, by plain recursion. */
function slowPermissions(policy: Policy, personId: string, at: number): Set<Permission> {
  const of = (roleId: string): Permission[] =>
    policy.roles
      .filter(({ id }) => id === roleId)
      .flatMap((role) => [...role.permissions, ...role.parents.flatMap(of)]);
  const person = policy.people.find(({ id, status }) => id === personId && status === 'active');
  return new Set((person?.roles ?? []).filter((one) => inForce(one, at)).flatMap(({ roleId }) => of(roleId)));
}

/** Whether somebody sees an owner's rows, by asking upwards from the owner's unit; '*' is a row of nobody. */
function slowSees(
  policy: Policy,
  personId: string,
  question: { group: string; ownerId: string; at: number },
): boolean {
  const { group, ownerId, at } = question;
  const person = policy.people.find(({ id, status }) => id === personId && status === 'active');
  const unitOf = (id: string | null) => policy.units.find((unit) => unit.id === id);
  const above = (id: string | null): string[] => {
    const unit = unitOf(id);
    return unit ? [unit.id, ...above(unit.parentId)] : [];
  };
  const home = policy.people.find(({ id }) => id === ownerId)?.unitId ?? null;
  const isTheirs = (id: string) => id === person?.unitId || unitOf(id)?.leaderId === personId;
  const scopes = (person?.scopes ?? []).filter((one) => one.pageGroup === group && inForce(one, at));
  const passes = (scope: (typeof scopes)[number]) => {
    if (scope.kind === 'all') return true;
    if (scope.kind === 'own') return ownerId === personId;
    if (scope.kind === 'group') return home !== null && isTheirs(home);
    return above(home).some((id) => (scope.kind === 'chosen' ? scope.unitIds.includes(id) : isTheirs(id)));
  };
  return (
    scopes.some((one) => one.effect === 'show' && passes(one)) &&
    scopes.every((one) => one.effect === 'show' || passes(one))
  );
}

test('in 1,000 random organisations every breach of a static duty is found, and nothing else is', () => {
  let breaches = 0;
  let clean = 0;
  fc.assert(
    fc.property(
      organisation,
      fc.subarray([...SOME], { minLength: 2 }),
      fc.integer({ min: 1, max: 3 }),
      (policy, members, atMost) => {
        const duty = {
          id: 'd',
          label: label('d'),
          kind: 'static',
          of: 'permissions',
          members,
          atMost,
        } as const;
        const found = new Set(
          findConflicts({ ...policy, duties: [duty] }, 0).map(({ personId }) => personId),
        );
        for (const { id } of policy.people) {
          const isBroken = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].some(
            (at) => members.filter((one) => slowPermissions(policy, id, at).has(one)).length > atMost,
          );
          expect(found.has(id), id).toBe(isBroken);
          if (isBroken) breaches += 1;
          else clean += 1;
        }
      },
    ),
    { numRuns: 1000, seed: 4 },
  );
  expect(breaches).toBeGreaterThan(300);
  expect(clean).toBeGreaterThan(300);
});

const who = fc.constantFrom(...PEOPLE);
const action: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(who, fc.constantFrom(...ROLES), span).map(([id, role, [from, to]]) => give(id, role, from, to)),
  fc
    .tuple(who, fc.constantFrom(...kinds), fc.constantFrom(...PAGE_GROUPS), fc.subarray(UNITS), span, effect)
    .map(([id, kind, pageGroup, unitIds, [from, to], effect]) =>
      show(id, kind, { pageGroup, unitIds, from, to, effect }),
    ),
  fc
    .tuple(
      who,
      fc.constantFrom(...kinds),
      fc.constantFrom(...PAGE_GROUPS),
      effect,
      fc.integer({ min: 0, max: 5 }),
    )
    .map(
      ([personId, scope, pageGroup, effect, from]): Change => ({
        kind: 'revokeScope',
        personId,
        scope,
        pageGroup,
        effect,
        from,
      }),
    ),
  fc.tuple(fc.constantFrom(...ROLES, 'new'), fc.subarray(ROLES, { maxLength: 2 }), permissions).map(
    ([id, parents, given]): Change => ({
      kind: 'saveRole',
      id,
      label: label(id),
      parents,
      permissions: given,
      columns: ALL_PLAIN,
    }),
  ),
  fc
    .tuple(fc.constantFrom(...UNITS), fc.constantFrom(null, ...UNITS), fc.constantFrom(null, ...PEOPLE))
    .map(([id, parentId, leaderId]): Change => ({ kind: 'saveUnit', id, parentId, leaderId })),
  fc
    .tuple(who, fc.constantFrom(null, ...UNITS), fc.constantFrom('active', 'left'))
    .map(([personId, unitId, status]): Change => ({ kind: 'changePerson', personId, unitId, status })),
  fc
    .constantFrom(null, ...UNITS)
    .map((unitId): Change => ({ kind: 'addPerson', id: 'x', login: 'x', name: 'x', unitId })),
);

/** Whoever delegates has something to give: a role and, on each page, what lies below them. */
const withPowers = (policy: Policy, maker: string) =>
  changed(
    policy,
    give(maker, 'r5', 1),
    ...PAGE_GROUPS.map((pageGroup) => show(maker, 'subtree', { pageGroup, from: 1 })),
  );

test('of 5,000 random delegated actions none that is let through gives anybody what its maker does not have', () => {
  let passed = 0;
  let refused = 0;
  fc.assert(
    fc.property(
      organisation,
      who,
      fc.array(action, { minLength: 1, maxLength: 2 }),
      (organised, maker, changes) => {
        const before = withPowers(organised, maker);
        const outcome = applyChanges(before, changes);
        fc.pre(!('fault' in outcome));
        const after = outcome.policy;
        const excess = findExcess(before, after, maker, 2);
        if (excess) refused += 1;
        else passed += 1;
        if (excess) return;
        for (let at = 2; at <= 10; at += 1)
          for (const { id } of after.people) {
            const own = slowPermissions(before, maker, at);
            const had = slowPermissions(before, id, at);
            for (const one of slowPermissions(after, id, at))
              expect(had.has(one) || own.has(one), `${id} ${one}`).toBe(true);
            for (const group of PAGE_GROUPS)
              for (const ownerId of [...PEOPLE, '*']) {
                const question = { group, ownerId, at };
                const isNew = slowSees(after, id, question) && !slowSees(before, id, question);
                expect(!isNew || slowSees(before, maker, question), `${id}: ${ownerId} on ${group}`).toBe(
                  true,
                );
              }
          }
      },
    ),
    { numRuns: 5000, seed: 5, maxSkipsPerRun: 20 },
  );
  expect(passed + refused).toBe(5000);
  expect(passed).toBeGreaterThan(200);
  expect(refused).toBeGreaterThan(1000);
}, 120_000);
