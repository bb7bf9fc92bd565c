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
  ): Promise<KeyFile> => {
    const { file, keys } = await open(ctx, current);
    await needStrong(ctx, passphrase, { names: [ctx.actor.name], current });
    return withPassphrase(file, keys, passphrase);
  },
  'access.changeKey': async (ctx, { passphrase }: { passphrase: string }): Promise<WithCode> => {
    const { keys } = await open(ctx, passphrase);
    const code = newCode(ctx);
    return { code, file: await makeKeyFile({ passphrase, code }, ctx.env.keychain, keys.all) };
  },
  'access.decryptStore': (ctx, { passphrase }: { passphrase: string }): Promise<Opened> =>
    open(ctx, passphrase),
} satisfies Record<string, Preparation>;

/** Nothing else may wait: what was prepared was made of the key file as it is. */
function needSettled({ env }: Ctx): void {
  if (stateOf(env.home).isWaiting) throw new Refusal('access.encryptionWaits', {});
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
    needSettled(ctx);
    ctx.note('');
    saveKeyFile(ctx.env.home, ctx.prepared as KeyFile);
    return { done: true };
  },
  'access.changeKey': (ctx) => {
    needSettled(ctx);
    const { file, code } = ctx.prepared as WithCode;
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
