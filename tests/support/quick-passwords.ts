import type { Environment } from '#api/context';

/** In place of the real ones, which take a third of a second each: for tests that ask for many. access.test.ts tries both. */
export const quickPasswords: Environment['passwords'] = {
  hash: async (password) => `hashed ${password}`,
  verify: async (hash, password) => hash === `hashed ${password}`,
};
