import { findKeychain, secretHere } from '#app/desktop-keychain';
import { openConsole } from '#main';
import { makeKeyFile, readKeyFile, saveKeyFile } from '#store/key-file';
import { isVeiled } from '#store/keyring';
import { placesIn } from '#store/places';
import { asked } from '#support/electron';
import { newHome } from '#support/home';
import { afterEach, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('#support/electron'));

const PASSPHRASE = 'ein Satz, den niemand sonst kennt';
const quiet = { jobs: 'byHand', ballastBytes: 0 } as const;

afterEach(() => {
  vi.unstubAllEnvs();
  Object.assign(asked, { hasKeychain: true, keychainBackend: 'gnome_libsecret' });
});

async function keychain() {
  const found = await findKeychain();
  if (!found) throw new Error('there is no keychain');
  return found;
}

async function openWithKeychain(home: string) {
  const secret = await secretHere(home, await findKeychain());
  return openConsole({ home, secret, ...quiet });
}

test('the desktop opens an encrypted store by the keychain, without asking', async () => {
  const home = newHome();
  await (await openWithKeychain(home)).close();
  saveKeyFile(
    home,
    await makeKeyFile({ passphrase: PASSPHRASE, code: 'AAAAA', work: 128 }, await keychain()),
  );
  await (await openWithKeychain(home)).close();
  expect(isVeiled(placesIn(home).db)).toBe(true);
  await (await openWithKeychain(home)).close();
  expect(JSON.stringify(readKeyFile(home))).not.toContain(PASSPHRASE);
});

test('where the keychain is another one, the passphrase opens once and is sealed into it', async () => {
  const home = newHome();
  const elsewhere = { seal: async (text: string) => `elsewhere:${text.length}`, open: async () => '' };
  saveKeyFile(home, await makeKeyFile({ passphrase: PASSPHRASE, code: 'AAAAA', work: 128 }, elsewhere));
  await expect(openWithKeychain(home)).rejects.toMatchObject({ code: 'store.keyWrong' });
  vi.stubEnv('SWITCHYARD_PASSPHRASE', PASSPHRASE);
  await (await openWithKeychain(home)).close();
  vi.unstubAllEnvs();
  await (await openWithKeychain(home)).close();
});

test('a keychain that keeps no secret is not used: the start says what is missing', async () => {
  const home = newHome();
  saveKeyFile(
    home,
    await makeKeyFile({ passphrase: PASSPHRASE, code: 'AAAAA', work: 128 }, await keychain()),
  );
  asked.hasKeychain = false;
  await expect(openWithKeychain(home)).rejects.toMatchObject({ code: 'store.keyNeeded' });
  if (process.platform !== 'linux') return;
  Object.assign(asked, { hasKeychain: true, keychainBackend: 'basic_text' });
  expect(await findKeychain()).toBeNull();
});
