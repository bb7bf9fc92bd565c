import { applyChanges, type Change, type Policy, type State, undoOf } from '#domain/rights';

/** The changes that make one policy of another, and how many differences no change takes back. */
export type WayBack = { readonly changes: readonly Change[]; readonly left: number };

/** Everything in a policy that a change can make otherwise, by a key. */
function statesOf(policy: Policy): Map<string, State> {
  const states: State[] = [
    ...policy.roles.map((role): State => ({ entity: 'role', role })),
    ...policy.units.map((unit): State => ({ entity: 'unit', unit })),
    ...policy.duties.map((duty): State => ({ entity: 'duty', duty })),
    ...policy.tests.map((test): State => ({ entity: 'test', test })),
    { entity: 'needsSecond', isOn: policy.needsSecond },
    ...policy.people.flatMap(({ roles, scopes, ...person }): State[] => [
      { entity: 'person', person },
      ...roles.map((grant): State => ({ entity: 'roleGrant', personId: person.id, grant })),
      ...scopes.map((grant): State => ({ entity: 'scopeGrant', personId: person.id, grant })),
    ]),
  ];
  return new Map(states.map((state) => [keyOf(state), state]));
}

function keyOf(state: State): string {
  switch (state.entity) {
    case 'role':
      return `role ${state.role.id}`;
    case 'unit':
      return `unit ${state.unit.id}`;
    case 'duty':
      return `duty ${state.duty.id}`;
    case 'test':
      return `test ${state.test.id}`;
    case 'needsSecond':
      return 'needsSecond';
    case 'person':
      return `person ${state.person.id}`;
    case 'roleGrant':
      return `grant ${state.personId} ${state.grant.roleId} ${state.grant.from}`;
    case 'scopeGrant': {
      const { pageGroup, effect, kind, from } = state.grant;
      return `scope ${state.personId} ${pageGroup} ${effect} ${kind} ${from}`;
    }
  }
}

/** Who came or went since stays so: an account is closed and opened on its own page. */
function isAboutStanding(then: State | undefined, now: State | undefined): boolean {
  const isPerson = then?.entity === 'person' || now?.entity === 'person';
  if (!isPerson) return false;
  return then?.entity !== 'person' || now?.entity !== 'person' || then.person.status !== now.person.status;
}

/** The way back from a policy to the one that it was. */
export function changesBack(now: Policy, then: Policy): WayBack {
  const [is, was] = [statesOf(now), statesOf(then)];
  const changes: Change[] = [];
  let left = 0;
  for (const key of new Set([...is.keys(), ...was.keys()])) {
    const [after, before] = [is.get(key), was.get(key)];
    if (JSON.stringify(after) === JSON.stringify(before)) continue;
    const change = isAboutStanding(before, after) ? null : undoOf(before ?? null, after ?? null);
    if (change) changes.push(change);
    else left += 1;
  }
  const ordered = inOrder(now, changes);
  return { changes: ordered.done, left: left + ordered.stuck };
}

/** What takes away comes first, what gives comes last; a thing is made before it is given. */
const ORDER: readonly Change['kind'][] = [
  'removeDuty',
  'removeTest',
  'revokeRole',
  'revokeScope',
  'saveUnit',
  'changePerson',
  'addPerson',
  'saveRole',
  'removeRole',
  'removeUnit',
  'grantRole',
  'grantScope',
  'saveDuty',
  'saveTest',
  'needSecond',
];

type Ordered = { readonly done: Change[]; readonly stuck: number };

/** Changes in an order in which each can be made; those that never can are counted. */
function inOrder(policy: Policy, changes: readonly Change[]): Ordered {
  const done: Change[] = [];
  let now = policy;
  const make = (some: readonly Change[]): Change[] =>
    some.filter((change) => {
      const outcome = applyChanges(now, [change]);
      if ('fault' in outcome) return true;
      now = outcome.policy;
      done.push(change);
      return false;
    });
  // What was is no circle: whatever stands in the way of a change is itself taken back in one of the rounds.
  let open = changes.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  for (let rest = make(open); rest.length < open.length; rest = make(open)) open = rest;
  return { done, stuck: open.length };
}
