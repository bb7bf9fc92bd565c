import type { Keychain, Secret } from '#store/key-file';
import { readKeyFile, saveKeyFile, unlock, withKeychain } from '#store/key-file';
import { safeStorage } from 'electron';

/** The system's keychain through Electron; null where there is none that keeps a secret. */
export async function findKeychain(): Promise<Keychain | null> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
  // Without a secret service Chromium on Linux "encrypts" with a password that stands in its source.
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null;
  return {
    seal: async (text) => (await safeStorage.encryptStringAsync(text)).toString('base64'),
    open: async (sealed) => (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result,
  };
}

/**
 * What opens an encrypted store here: the keychain, or words given in the environment on the day that the keychain
 * does not (a new machine, a new user), which are sealed into the keychain for the days after.
 */
export async function secretHere(home: string, keychain: Keychain | null): Promise<Secret | undefined> {
  const file = readKeyFile(home);
  if (!file) return undefined;
  const words = process.env['SWITCHYARD_PASSPHRASE'];
  if (!words) return keychain ? { keychain } : undefined;
  const keys = keychain && (await unlock(file, { words }));
  if (keys) saveKeyFile(home, await withKeychain(file, keys, keychain));
  return { words };
}
