import {
  columnsOf,
  mayAt,
  type PermissionTest,
  permissionsOf,
  type Policy,
  type Question,
} from '#domain/rights';

export type TestResult = {
  readonly testId: string;
  readonly holds: boolean;
  /** Whom or what it speaks of is not there any more. */
  readonly isLost: boolean;
};

/** Runs one test against a policy as of a moment. */
export function runTest(policy: Policy, test: PermissionTest, at: number): TestResult {
  const answers = answersTo(policy, test, at);
  if (!answers) return { testId: test.id, holds: false, isLost: true };
  // Of a unit, yes is the rows of all its people, and no is the rows of none.
  return { testId: test.id, holds: answers.every((may) => may === test.expected), isLost: false };
}

/** The tests that hold before a change and would not after it, now or at a moment from which something of it counts. */
export function findBroken(before: Policy, after: Policy, at: number): PermissionTest[] {
  if (after.tests.length === 0) return [];
  const old = new Map(before.people.map((person) => [person.id, person]));
  const changed = after.people.filter((person) => old.get(person.id) !== person);
  const dates = changed.flatMap(({ roles, scopes }) =>
    [...roles, ...scopes].flatMap(({ from, to }) => [from, to ?? 0]),
  );
  const moments = [...new Set([at, ...dates.filter((date) => date > at)])];
  return after.tests.filter((test) =>
    moments.some((moment) => runTest(before, test, moment).holds && !runTest(after, test, moment).holds),
  );
}

/** May or may not, for each thing asked; undefined where whom it speaks of is not there. */
function answersTo(policy: Policy, { who, question }: PermissionTest, at: number): boolean[] | undefined {
  if (who.kind === 'role') {
    if (!policy.roles.some((role) => role.id === who.roleId)) return undefined;
    return [roleMay(policy, who.roleId, question)];
  }
  const unit = who.kind === 'leader' ? policy.units.find((one) => one.id === who.unitId) : undefined;
  const personId = who.kind === 'leader' ? unit?.leaderId : who.personId;
  if (typeof personId !== 'string' || !policy.people.some((one) => one.id === personId)) return undefined;
  if (question.kind !== 'unit') return [mayAt(policy, personId, question, at)];
  const { pageGroup, unitId } = question;
  if (!policy.units.some((one) => one.id === unitId)) return undefined;
  const owners = policy.people.filter((one) => one.unitId === unitId && one.status === 'active');
  return owners.map(({ id: ownerId }) => mayAt(policy, personId, { kind: 'row', pageGroup, ownerId }, at));
}

/** What a role gives by itself: pages, actions and columns, never rows. */
function roleMay(policy: Policy, roleId: string, question: Question | PermissionTest['question']): boolean {
  switch (question.kind) {
    case 'permission':
      return permissionsOf(policy, roleId).has(question.permission);
    case 'column':
      return columnsOf(policy, roleId)[question.column] === 'plain';
    case 'row':
    case 'unit':
      return false;
  }
}
