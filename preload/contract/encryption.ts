import { z } from 'zod';
import { read, write } from './operation.ts';
import { Done, Nothing } from './page.ts';

/** A sentence or a word that only people know; spaces count. */
const Passphrase = z.string().min(1).max(200);

/** Whether the store is encrypted on its disk. Changes are made by the next start, while nobody works in the store. */
export const encryption = {
  'access.getEncryption': read(
    'access.edit',
    Nothing,
    z.object({
      isEncrypted: z.boolean(),
      wanted: z.enum(['encrypted', 'plain']),
      /** A change waits for the next start. */
      isWaiting: z.boolean(),
      opensWith: z.array(z.enum(['passphrase', 'code', 'keychain'])),
      /** Only owners change it. */
      may: z.boolean(),
    }),
  ),
  /** The answer is the code that opens the store when the passphrase is lost. It is told here, once. */
  'access.encryptStore': write(
    'access.edit',
    z.strictObject({ passphrase: Passphrase }),
    z.object({ code: z.string() }),
  ),
  'access.changePassphrase': write(
    'access.edit',
    z.strictObject({ current: Passphrase, passphrase: Passphrase }),
    Done,
  ),
  /** A new key for every page and every backup, and a new code; the passphrase stays. */
  'access.changeKey': write(
    'access.edit',
    z.strictObject({ passphrase: Passphrase }),
    z.object({ code: z.string() }),
  ),
  /** Also takes back an encryption that the next start has yet to make. */
  'access.decryptStore': write('access.edit', z.strictObject({ passphrase: Passphrase }), Done),
};

export type EncryptionErrors = {
  'access.alreadyEncrypted': Record<string, never>;
  'access.notEncrypted': Record<string, never>;
  'access.wrongPassphrase': Record<string, never>;
  /** A change waits for the next start. */
  'access.encryptionWaits': Record<string, never>;
};
