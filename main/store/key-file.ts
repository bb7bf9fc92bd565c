import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { meantSecret } from '#domain/passwords';
import type { Keys } from './keyring.ts';
import { placesIn } from './places.ts';
import { StoreTrouble } from './trouble.ts';

/** What opens the key file: something a person knows, a code kept on paper, or the system's keychain. */
type Slot =
  | {
      readonly kind: 'passphrase' | 'code';
      readonly salt: string;
      readonly work: number;
      readonly sealed: string;
    }
  | { readonly kind: 'keychain'; readonly sealed: string };

/** Beside an encrypted store: its key, sealed in each slot, and the keys before it, sealed under it. No key is in it in the open. */
export type KeyFile = {
  readonly version: 1;
  /** What the next start makes of the store. */
  readonly wanted: 'encrypted' | 'plain';
  readonly slots: readonly Slot[];
  readonly older: readonly string[];
};

/** The system's own safe, where there is one: the desktop shell lends it. */
export type Keychain = {
  readonly seal: (text: string) => Promise<string>;
  readonly open: (sealed: string) => Promise<string>;
};

/** What a start brings along to open an encrypted store. */
export type Secret = { readonly words: string } | { readonly keychain: Keychain };

/** scrypt with N = 2^17, r = 8, p = 1: 128 MiB and about half a second for each guess (OWASP password storage, 2026). */
const WORK = 131_072;
const MOST_MEMORY = 256 * 1024 * 1024;

/** The key file of a home, undefined where the store is plain and shall stay so. */
export function readKeyFile(home: string): KeyFile | undefined {
  const { key } = placesIn(home);
  let text: string;
  try {
    text = readFileSync(key, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const file = JSON.parse(text) as KeyFile;
    if (file.version === 1 && file.slots.length > 0 && Array.isArray(file.older)) return file;
  } catch {
    // What is no JSON is refused below, as what is no key file.
  }
  throw new StoreTrouble('store.keyFileUnreadable', { file: key });
}

/** Puts a key file in the place of the one before, wholly or not at all. */
export function saveKeyFile(home: string, file: KeyFile): void {
  const { key } = placesIn(home);
  writeFileSync(`${key}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  const handle = openSync(`${key}.new`, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${key}.new`, key);
}

export function dropKeyFile(home: string): void {
  rmSync(placesIn(home).key, { force: true });
}

/** The keys that a secret opens; undefined when it fits no slot. */
export async function unlock(file: KeyFile, secret: Secret): Promise<Keys | undefined> {
  const master = await openSlots(file, secret);
  if (!master) return undefined;
  const older = file.older.map((sealed) => unseal(master, sealed)).filter((key) => key !== undefined);
  const all = [master, ...older].map((key) => key.toString('hex'));
  return { all, fresh: file.wanted === 'encrypted' ? (all[0] ?? null) : null };
}

async function openSlots(file: KeyFile, secret: Secret): Promise<Buffer | undefined> {
  for (const slot of file.slots) {
    const master =
      slot.kind === 'keychain'
        ? 'keychain' in secret && (await openByKeychain(slot.sealed, secret.keychain))
        : 'words' in secret && unseal(await stretch(secret.words, slot), slot.sealed);
    if (master) return master;
  }
  return undefined;
}

/** A keychain of another machine or user opens nothing; then the passphrase has to. */
async function openByKeychain(sealed: string, keychain: Keychain): Promise<Buffer | undefined> {
  const text = await keychain.open(sealed).catch(() => '');
  return /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, 'hex') : undefined;
}

/** A new key, sealed for a passphrase, a code and, where there is one, the keychain; the keys before it are kept under it. */
export async function makeKeyFile(
  words: { readonly passphrase: string; readonly code: string; readonly work?: number },
  keychain: Keychain | null,
  before: readonly string[] = [],
): Promise<KeyFile> {
  const master = randomBytes(32);
  const { passphrase, code, work = WORK } = words;
  const slots: Slot[] = [
    await wordsSlot({ kind: 'passphrase', words: passphrase, work }, master),
    await wordsSlot({ kind: 'code', words: code, work }, master),
  ];
  if (keychain) slots.push({ kind: 'keychain', sealed: await keychain.seal(master.toString('hex')) });
  const older = before.map((key) => seal(master, Buffer.from(key, 'hex')));
  return { version: 1, wanted: 'encrypted', slots, older };
}

/** The same key behind another passphrase; the code and the keychain open it as before. */
export async function withPassphrase(file: KeyFile, keys: Keys, passphrase: string): Promise<KeyFile> {
  const master = Buffer.from(keys.all[0] ?? '', 'hex');
  const slot = await wordsSlot({ kind: 'passphrase', words: passphrase, work: WORK }, master);
  return { ...file, slots: [slot, ...file.slots.filter((one) => one.kind !== 'passphrase')] };
}

/** The same key, opened by this machine's keychain from now on, in place of one that no longer does. */
export async function withKeychain(file: KeyFile, keys: Keys, keychain: Keychain): Promise<KeyFile> {
  const sealed = await keychain.seal(keys.all[0] ?? '');
  return {
    ...file,
    slots: [...file.slots.filter((one) => one.kind !== 'keychain'), { kind: 'keychain', sealed }],
  };
}

type Words = { readonly kind: 'passphrase' | 'code'; readonly words: string; readonly work: number };

async function wordsSlot({ kind, words, work }: Words, master: Buffer): Promise<Slot> {
  const slot = { kind, salt: randomBytes(16).toString('base64'), work };
  return { ...slot, sealed: seal(await stretch(words, slot), master) };
}

type Stretched = Pick<Words, 'kind' | 'work'> & { readonly salt: string };

/** A code is read from paper: case, spaces and dashes do not count. A passphrase counts as typed, in one Unicode form. */
function stretch(words: string, { kind, salt, work }: Stretched): Promise<Buffer> {
  const meant = kind === 'code' ? meantSecret(words) : words.normalize('NFC');
  const cost = { N: work, r: 8, p: 1, maxmem: MOST_MEMORY };
  return new Promise((resolve, reject) => {
    scrypt(meant, Buffer.from(salt, 'base64'), 32, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** AES-256-GCM: nonce, tag and text in one. */
function seal(key: Buffer, text: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

function unseal(key: Buffer, sealed: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
    cipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]);
  } catch {
    return undefined;
  }
}
