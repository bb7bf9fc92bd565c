import type { access } from '#contract/access';
import type { Handlers } from '#contract/operation';
import {
  addWrongTry,
  LOCK_MS,
  lockedUntil,
  MAX_TRIES,
  maySee,
  peopleSeenBy,
  SYSTEM_ACTOR,
} from '#domain/access';
import { DEFAULT_ZONE, Label } from '#domain/base';
import {
  getPerson,
  getSetting,
  isLoginTaken,
  listUnits,
  listUsers,
  needsOwner,
  saveOwner,
} from '#store/access';
import { type Credential, findCredential, getTries, saveTries } from '#store/credentials';
import { z } from 'zod';
import { findActor, isIdle } from './actor.ts';
import type { Ctx, Preparation, Session } from './context.ts';
import { Refusal } from './refusal.ts';

type Answers = { [K in keyof typeof access]: z.output<(typeof access)[K]['output']> };
type Me = NonNullable<Answers['access.getSession']['me']>;

/** The hash of no password that anybody knows: a login nobody has takes as long to refuse as any other. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=65536,t=3,p=1$cRU9sId5fj8XjWB5mUzSFQ$Hl18pEZ3RQKLB4jQwxT8xXyW8eb1Vuo2VAfaclwCKlg';

/** The demo company's accounts as its seed names them, for the sign-in page. */
const DemoAccounts = z.object({
  password: z.string(),
  accounts: z.array(z.object({ login: z.string(), name: z.string(), role: Label })),
});

type Proof = { credential: Credential | undefined; fits: boolean };

/** Whether a password fits a login, found out before the transaction; its count of wrong tries is kept inside. */
async function prove(ctx: Pick<Ctx, 'db' | 'env'>, login: string, password: string): Promise<Proof> {
  const credential = await findCredential(ctx.db, login);
  const fits = await ctx.env.passwords.verify(credential?.passwordHash ?? NOBODYS_HASH, password);
  return { credential, fits: fits && credential !== undefined };
}

export const accessPreparations = {
  'access.signIn': (ctx, { login, password }: { login: string; password: string }) =>
    prove(ctx, login, password),
  'access.unlock': async (ctx, { password }: { password: string }) =>
    prove(ctx, await loginOf(ctx, ctx.session), password),
  'access.createOwner': async (ctx, { password }: { password: string }) => {
    if (!(await needsOwner(ctx.db))) throw new Refusal('access.ownerExists', {});
    return ctx.env.passwords.hash(password);
  },
} satisfies Record<string, Preparation>;

/** The login of the person whose window this is. */
async function loginOf({ db }: Pick<Ctx, 'db'>, session: Session): Promise<string> {
  const person = session.userId === null ? undefined : await getPerson(db, session.userId);
  if (!person) throw new Refusal('api.notSignedIn', {});
  return person.login;
}

/** Counts a wrong password, or signs the window in; a locked login takes neither. */
async function enter(ctx: Ctx, login: string): Promise<Answers['access.signIn']> {
  const { credential, fits } = ctx.prepared as Proof;
  const typed = { login, loginHash: ctx.env.sha256(login.toLowerCase()) };
  const tries = await getTries(ctx.db, typed);
  const forgetBefore = ctx.now - LOCK_MS;
  const until = lockedUntil(tries, ctx.now);
  if (until !== null) {
    ctx.note(credential?.userId ?? '', { outcome: 'lockedOut' });
    return { outcome: 'lockedOut', until };
  }
  const still = await findCredential(ctx.db, login);
  if (!still || !fits || still.passwordHash !== credential?.passwordHash) {
    const wrong = addWrongTry(tries, ctx.now);
    await saveTries(ctx.db, typed, wrong, forgetBefore);
    ctx.note(still?.userId ?? '', { outcome: wrong.lockedUntil === null ? 'wrong' : 'lockedOut' });
    return wrong.lockedUntil === null
      ? { outcome: 'wrong', triesLeft: MAX_TRIES - wrong.failedCount }
      : { outcome: 'lockedOut', until: wrong.lockedUntil };
  }
  if (tries.failedCount > 0)
    await saveTries(ctx.db, typed, { failedCount: 0, lockedUntil: null, lastAt: null }, forgetBefore);
  ctx.note(still.userId, { outcome: 'signedIn' });
  const me = await meOf(ctx, still.userId);
  handOver(ctx, still.userId);
  return { outcome: 'signedIn', me };
}

/** The window is this person's once the write is committed. */
function handOver({ session, now, afterCommit }: Ctx, userId: string | null): void {
  afterCommit(() => {
    session.userId = userId;
    session.lastSeenAt = now;
    session.locked = false;
  });
}

async function meOf({ db }: Pick<Ctx, 'db'>, userId: string): Promise<Me> {
  if (userId === SYSTEM_ACTOR.userId)
    return {
      userId,
      login: userId,
      name: SYSTEM_ACTOR.name,
      roles: [],
      permissions: [...SYSTEM_ACTOR.permissions],
    };
  const person = await getPerson(db, userId);
  const actor = await findActor(db, userId);
  if (!person || !actor) throw new Refusal('api.notSignedIn', {});
  return {
    userId,
    login: person.login,
    name: person.name,
    roles: person.roles.map(({ labelZh, labelEn }) => ({ zh: labelZh, en: labelEn })),
    permissions: [...actor.permissions],
  };
}

export const accessApi: Handlers<typeof access, Ctx> = {
  'access.getWelcome': async ({ db }) => {
    const company = Label.safeParse(await getSetting(db, 'company.label'));
    const zone = z.string().safeParse(await getSetting(db, 'company.zone'));
    const demo = DemoAccounts.safeParse(await getSetting(db, 'demo.accounts'));
    return {
      company: company.data ?? { zh: 'Switchyard', en: 'Switchyard' },
      zone: zone.data ?? DEFAULT_ZONE,
      needsOwner: await needsOwner(db),
      demoAccounts: demo.data?.accounts ?? [],
      demoPassword: demo.data?.password ?? null,
    };
  },
  'access.createOwner': async (ctx, { login, name }) => {
    if (!(await needsOwner(ctx.db))) throw new Refusal('access.ownerExists', {});
    if (await isLoginTaken(ctx.db, login)) throw new Refusal('access.loginTaken', { login });
    const id = ctx.env.newId();
    await saveOwner(ctx.db, { id, login, name, passwordHash: String(ctx.prepared), at: ctx.now });
    ctx.note(id, { login });
    const me = await meOf(ctx, id);
    handOver(ctx, id);
    return me;
  },
  'access.signIn': (ctx, { login }) => enter(ctx, login),
  'access.signOut': (ctx) => {
    ctx.note(ctx.session.userId ?? '');
    handOver(ctx, null);
    return { done: true };
  },
  'access.lock': (ctx) => {
    ctx.note(ctx.session.userId ?? '');
    ctx.afterCommit(() => {
      ctx.session.locked = ctx.session.userId !== null;
    });
    return { done: true };
  },
  'access.unlock': async (ctx) => enter(ctx, await loginOf(ctx, ctx.session)),
  'access.noteUse': ({ session, now }) => {
    session.lastSeenAt = now;
    return { done: true };
  },
  'access.getSession': async (ctx) => {
    const { session, now } = ctx;
    if (session.userId === null) return { me: null, locked: false };
    if (isIdle(session, now)) session.locked = true;
    const gone = (error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    };
    const me = await meOf(ctx, session.userId).catch(gone);
    return { me, locked: me !== null && session.locked };
  },
  'access.listUnits': async ({ db, actor }) => {
    if (actor.permissions.size === 0) return [];
    const units = await listUnits(db);
    const people = peopleSeenBy(actor);
    return units.map(({ labelZh, labelEn, leaderId, leaderName, ...unit }) => ({
      ...unit,
      label: { zh: labelZh, en: labelEn },
      ...(maySee(people, leaderId) ? { leaderId, leaderName } : { leaderId: null, leaderName: null }),
    }));
  },
  'access.listUsers': async ({ db, actor }) => {
    const { users, roles } = await listUsers(db, peopleSeenBy(actor));
    return users.map(({ labelZh, labelEn, ...user }) => ({
      ...user,
      unit: labelZh === null ? null : { zh: labelZh, en: labelEn ?? '' },
      roles: (roles.get(user.id) ?? []).map((role) => ({ zh: role.labelZh, en: role.labelEn })),
    }));
  },
};
