import { addWrongTry, LOCK_MS, lockedUntil, MAX_TRIES, type Tries } from '#domain/access';
import { faultOfPassword, meantSecret, newSecretText } from '#domain/passwords';
import { getPerson } from '#store/access';
import {
  type Credential,
  findCredential,
  getTries,
  getUnknownTries,
  saveTries,
  saveUnknownTries,
} from '#store/credentials';
import { findRecoveryHash, getPolicy } from '#store/passwords';
import type { Ctx, Session } from './context.ts';
import { Refusal } from './refusal.ts';

/** What a preparation is given. */
type Outside = Pick<Ctx, 'db' | 'env'>;

/** The hash of no password that anybody knows: a login nobody has takes as long to refuse as any other. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=65536,t=3,p=1$cRU9sId5fj8XjWB5mUzSFQ$Hl18pEZ3RQKLB4jQwxT8xXyW8eb1Vuo2VAfaclwCKlg';

export type Proof = { readonly credential: Credential | undefined; readonly fits: boolean };
type Wrong = { outcome: 'wrong'; triesLeft: number } | { outcome: 'lockedOut'; until: number };
/** How a try ended; one that fits is not answered, but goes on. */
export type Judged = { outcome: 'fits'; userId: string } | Wrong;

/** Whether a password fits a login, found out before the transaction; its count of wrong tries is kept inside. */
export async function prove({ db, env }: Outside, login: string, password: string): Promise<Proof> {
  const credential = await findCredential(db, login);
  const fits = await env.passwords.verify(credential?.passwordHash ?? NOBODYS_HASH, password);
  return { credential, fits: fits && credential !== undefined };
}

/** The same for the code of an owner; a login without one takes as long. */
export async function proveCode({ db, env }: Outside, login: string, code: string): Promise<Proof> {
  const credential = await findCredential(db, login);
  const hash = credential && (await findRecoveryHash(db, credential.userId));
  const fits = await env.passwords.verify(hash ?? NOBODYS_HASH, meantSecret(code));
  return { credential: credential && hash ? { ...credential, passwordHash: hash } : undefined, fits };
}

/** The login of the person whose window this is. */
export async function loginOf({ db, now }: Pick<Ctx, 'db' | 'now'>, session: Session): Promise<string> {
  const person = session.userId === null ? undefined : await getPerson(db, session.userId, now);
  if (!person) throw new Refusal('api.notSignedIn', {});
  return person.login;
}

type Counter = { readonly tries: Tries; readonly save: (tries: Tries) => Promise<void> };

/** Counts a password that does not fit; a locked login takes none, right or wrong. */
export async function judgeTry(ctx: Ctx, login: string, { credential, fits }: Proof): Promise<Judged> {
  const typed = { login, loginHash: ctx.env.sha256(login.toLowerCase()) };
  const still = await findCredential(ctx.db, login);
  const isRight = fits && still !== undefined && still.passwordHash === credential?.passwordHash;
  const counter = {
    tries: await getTries(ctx.db, typed),
    save: (tries: Tries) => saveTries(ctx.db, typed, tries, ctx.now - LOCK_MS),
  };
  return count(ctx, counter, still?.userId, isRight);
}

/** The same for a code; its wrong tries are counted apart, so that a login locked by a guesser can still be recovered. */
export async function judgeCode(ctx: Ctx, login: string, { credential, fits }: Proof): Promise<Judged> {
  const key = ctx.env.sha256(`recovery ${login.toLowerCase()}`);
  const still = await findCredential(ctx.db, login);
  const hash = still && (await findRecoveryHash(ctx.db, still.userId));
  const counter = {
    tries: await getUnknownTries(ctx.db, key),
    save: (tries: Tries) => saveUnknownTries(ctx.db, key, tries, ctx.now - LOCK_MS),
  };
  const isRight = fits && hash !== undefined && hash === credential?.passwordHash;
  return count(ctx, counter, still?.userId, isRight);
}

async function count(
  ctx: Ctx,
  { tries, save }: Counter,
  userId: string | undefined,
  isRight: boolean,
): Promise<Judged> {
  const until = lockedUntil(tries, ctx.now);
  if (until !== null) {
    ctx.note(userId ?? '', { outcome: 'lockedOut' });
    return { outcome: 'lockedOut', until };
  }
  if (!isRight || userId === undefined) {
    const wrong = addWrongTry(tries, ctx.now);
    await save(wrong);
    ctx.note(userId ?? '', { outcome: wrong.lockedUntil === null ? 'wrong' : 'lockedOut' });
    return wrong.lockedUntil === null
      ? { outcome: 'wrong', triesLeft: MAX_TRIES - wrong.failedCount }
      : { outcome: 'lockedOut', until: wrong.lockedUntil };
  }
  if (tries.failedCount > 0) await save({ failedCount: 0, lockedUntil: null, lastAt: null });
  return { outcome: 'fits', userId };
}

/** Refuses a password that the company's policy does not take, with the reason. */
export async function needStrong(
  { db }: Pick<Ctx, 'db'>,
  password: string,
  owner: { readonly names: readonly string[]; readonly current?: string },
): Promise<void> {
  const policy = await getPolicy(db);
  const fault = faultOfPassword(password, policy, owner);
  if (fault) throw new Refusal('access.weakPassword', { fault, minLength: policy.minLength });
}

/** A secret that the console makes up, and its hash. */
export async function makeSecret({ env }: Pick<Ctx, 'env'>): Promise<{ text: string; hash: string }> {
  const text = newSecretText(env.random, 4, 5);
  return { text, hash: await env.passwords.hash(meantSecret(text)) };
}
