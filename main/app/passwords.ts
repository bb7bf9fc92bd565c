import { randomBytes } from 'node:crypto';
import type { Environment } from '#api/context';
import { argon2id, argon2Verify } from 'hash-wasm';

/** Argon2id, 64 MiB, 3 passes, 1 lane (RFC 9106's second recommendation, with t = 3). */
export const passwords: Environment['passwords'] = {
  hash: (password) =>
    argon2id({
      password,
      salt: randomBytes(16),
      iterations: 3,
      memorySize: 65_536,
      parallelism: 1,
      hashLength: 32,
      outputType: 'encoded',
    }),
  verify: (hash, password) => argon2Verify({ password, hash }),
};
