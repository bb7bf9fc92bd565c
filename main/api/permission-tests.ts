import type { Handlers } from '#contract/operation';
import type { permissionTests } from '#contract/permission-tests';
import { runTest } from '#domain/permission-tests';
import { loadPolicy } from '#store/access-policy';
import type { Ctx } from './context.ts';

export const permissionTestsApi: Handlers<typeof permissionTests, Ctx> = {
  'access.runTests': async ({ db, now }) => {
    const policy = await loadPolicy(db);
    return policy.tests
      .map((test) => runTest(policy, test, now))
      .toSorted((a, b) => a.testId.localeCompare(b.testId));
  },
};
