import type { encryption } from '#contract/encryption';
import type { Handlers } from '#contract/operation';
import { newSecretText } from '#domain/passwords';
import { listOwnerIds } from '#store/accounts';
import {
  dropKeyFile,
  type KeyFile,
  makeKeyFile,
  readKeyFile,
  saveKeyFile,
  unlock,
  withPassphrase,
} from '#store/key-file';
import { isVeiled, keysFor } from '#store/keyring';
import { placesIn } from '#store/places';
import type { Ctx, Preparation } from './context.ts';
import { needStrong } from './proof.ts';
import { Refusal } from './refusal.ts';

type Outside = Pick<Ctx, 'db' | 'env' | 'actor' | 'now' | 'session'>;
type Opened = { readonly file: KeyFile; readonly keys: NonNullable<Awaited<ReturnType<typeof unlock>>> };
type WithCode = { readonly file: KeyFile; readonly code: string };
/** A new key file and the one that it was made from. */
type Renewed<T> = T & { readonly opened: KeyFile };

/** What the files say; nothing is unlocked for it. */
function stateOf(home: string) {
  const { db } = placesIn(home);
  const file = readKeyFile(home);
  const isEncrypted = isVeiled(db);
  const wanted = file?.wanted ?? ('plain' as const);
  const before = keysFor(db)?.keys.all.length;
  const isNewKey = isEncrypted && file !== undefined && before !== undefined && file.older.length >= before;
  return { file, isEncrypted, wanted, isWaiting: isEncrypted !== (wanted === 'encrypted') || isNewKey };
}

async function needOwner({ db, actor }: Pick<Ctx, 'db' | 'actor'>): Promise<void> {
  if (!(await listOwnerIds(db)).includes(actor.userId)) throw new Refusal('access.notOwner', {});
}

async function open(ctx: Outside, words: string): Promise<Opened> {
  await needOwner(ctx);
  const file = readKeyFile(ctx.env.home);
  if (!file) throw new Refusal('access.notEncrypted', {});
  const keys = await unlock(file, { words });
  if (!keys) throw new Refusal('access.wrongPassphrase', {});
  return { file, keys };
}

/** Five groups of five characters: 125 bits. */
const newCode = ({ env }: Outside) => newSecretText(env.random, 5, 5);

export const encryptionPreparations = {
  'access.encryptStore': async (ctx, { passphrase }: { passphrase: string }): Promise<WithCode> => {
    await needOwner(ctx);
    if (readKeyFile(ctx.env.home)) throw new Refusal('access.alreadyEncrypted', {});
    await needStrong(ctx, passphrase, { names: [ctx.actor.name] });
    const code = newCode(ctx);
    return { code, file: await makeKeyFile({ passphrase, code }, ctx.env.keychain) };
  },
  'access.changePassphrase': async (
    ctx,
    { current, passphrase }: { current: string; passphrase: string },
  ): Promise<Renewed<{ file: KeyFile }>> => {
    const { file: opened, keys } = await open(ctx, current);
    await needStrong(ctx, passphrase, { names: [ctx.actor.name], current });
    return { opened, file: await withPassphrase(opened, keys, passphrase) };
  },
  'access.changeKey': async (ctx, { passphrase }: { passphrase: string }): Promise<Renewed<WithCode>> => {
    const { file: opened, keys } = await open(ctx, passphrase);
    const code = newCode(ctx);
    return { opened, code, file: await makeKeyFile({ passphrase, code }, ctx.env.keychain, keys.all) };
  },
  'access.decryptStore': (ctx, { passphrase }: { passphrase: string }): Promise<Opened> =>
    open(ctx, passphrase),
} satisfies Record<string, Preparation>;

/** Nothing else may wait, and of two who change at once the second one's words open nothing any more. */
function needSettled({ env }: Ctx, opened: KeyFile): void {
  const { file, isWaiting } = stateOf(env.home);
  if (isWaiting) throw new Refusal('access.encryptionWaits', {});
  if (JSON.stringify(file) !== JSON.stringify(opened)) throw new Refusal('access.wrongPassphrase', {});
}

export const encryptionApi: Handlers<typeof encryption, Ctx> = {
  'access.getEncryption': async ({ db, env, actor }) => {
    const { file, isEncrypted, wanted, isWaiting } = stateOf(env.home);
    return {
      isEncrypted,
      wanted,
      isWaiting,
      opensWith: (file?.slots ?? []).map((slot) => slot.kind),
      may: (await listOwnerIds(db)).includes(actor.userId),
    };
  },
  'access.encryptStore': (ctx) => {
    const { file, code } = ctx.prepared as WithCode;
    // Two who ask at once: the first one's passphrase stays.
    if (readKeyFile(ctx.env.home)) throw new Refusal('access.alreadyEncrypted', {});
    ctx.note('', { wanted: 'encrypted' });
    saveKeyFile(ctx.env.home, file);
    return { code };
  },
  'access.changePassphrase': (ctx) => {
    const { file, opened } = ctx.prepared as Renewed<{ file: KeyFile }>;
    needSettled(ctx, opened);
    ctx.note('');
    saveKeyFile(ctx.env.home, file);
    return { done: true };
  },
  'access.changeKey': (ctx) => {
    const { file, code, opened } = ctx.prepared as Renewed<WithCode>;
    needSettled(ctx, opened);
    ctx.note('', { wanted: 'newKey' });
    saveKeyFile(ctx.env.home, file);
    return { code };
  },
  'access.decryptStore': (ctx) => {
    const { file } = ctx.prepared as Opened;
    const { isEncrypted } = stateOf(ctx.env.home);
    ctx.note('', { wanted: 'plain' });
    if (isEncrypted) saveKeyFile(ctx.env.home, { ...file, wanted: 'plain' });
    else dropKeyFile(ctx.env.home);
    return { done: true };
  },
};
