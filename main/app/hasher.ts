/** The entry of the password thread: one hash takes a third of a second, which no page should wait for. */
import { randomBytes } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { argon2id, argon2Verify } from 'hash-wasm';
import type { FromHasher, ToHasher } from './passwords.ts';

/** Argon2id, 64 MiB, 3 passes, 1 lane (RFC 9106's second recommendation, with t = 3). */
function hash(password: string): Promise<string> {
  return argon2id({
    password,
    salt: randomBytes(16),
    iterations: 3,
    memorySize: 65_536,
    parallelism: 1,
    hashLength: 32,
    outputType: 'encoded',
  });
}

async function answer(message: ToHasher): Promise<FromHasher> {
  const { seq, password } = message;
  try {
    const value =
      message.hash === null ? await hash(password) : await argon2Verify({ password, hash: message.hash });
    return { seq, value };
  } catch (error) {
    return { seq, error: String(error) };
  }
}

parentPort?.on('message', (message: ToHasher) => {
  void answer(message).then((reply) => parentPort?.postMessage(reply));
});
