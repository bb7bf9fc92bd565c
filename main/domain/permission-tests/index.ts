/** Permission tests: what is expected of rights, run against a policy, and those that a change would break. */
export { findBroken, runTest, type TestResult } from './run.ts';
