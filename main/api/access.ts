import type { access } from '#contract/access';
import type { Handlers } from '#contract/operation';
import { maySee, peopleSeenBy, SYSTEM_ACTOR } from '#domain/access';
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
import { getPolicy, mustChangePassword } from '#store/passwords';
import { z } from 'zod';
import { findActor, isIdle } from './actor.ts';
import type { Ctx, Preparation } from './context.ts';
import { judgeTry, loginOf, needStrong, type Proof, prove } from './proof.ts';
import { Refusal } from './refusal.ts';
import { viewOf } from './view-as.ts';
import { handOver } from './windows.ts';

type Answers = { [K in keyof typeof access]: z.output<(typeof access)[K]['output']> };
type Me = NonNullable<Answers['access.getSession']['me']>;

/** The demo company's accounts as its seed names them, for the sign-in page. */
const DemoAccounts = z.object({
  password: z.string(),
  accounts: z.array(z.object({ login: z.string(), name: z.string(), role: Label })),
});

export const accessPreparations = {
  'access.signIn': (ctx, { login, password }: { login: string; password: string }) =>
    prove(ctx, login, password),
  'access.unlock': async (ctx, { password }: { password: string }) =>
    prove(ctx, await loginOf(ctx, ctx.session), password),
  'access.createOwner': async (
    ctx,
    { login, name, password }: { login: string; name: string; password: string },
  ) => {
    if (!(await needsOwner(ctx.db))) throw new Refusal('access.ownerExists', {});
    await needStrong(ctx, password, { names: [login, name] });
    return ctx.env.passwords.hash(password);
  },
} satisfies Record<string, Preparation>;

/** Counts a wrong password, or signs the window in; a locked login takes neither. */
async function enter(ctx: Ctx, login: string): Promise<Answers['access.signIn']> {
  const tried = await judgeTry(ctx, login, ctx.prepared as Proof);
  if (tried.outcome !== 'fits') return tried;
  ctx.note(tried.userId, { outcome: 'signedIn' });
  const me = await meOf(ctx, tried.userId);
  handOver(ctx, tried.userId);
  return { outcome: 'signedIn', me };
}

/** Who a person is and what they may do, for their window. */
export async function meOf({ db, now }: Pick<Ctx, 'db' | 'now'>, userId: string): Promise<Me> {
  if (userId === SYSTEM_ACTOR.userId)
    return {
      userId,
      login: userId,
      name: SYSTEM_ACTOR.name,
      roles: [],
      permissions: [...SYSTEM_ACTOR.permissions],
      columns: SYSTEM_ACTOR.columns,
    };
  const person = await getPerson(db, userId, now);
  const actor = await findActor(db, userId, now);
  if (!person || !actor) throw new Refusal('api.notSignedIn', {});
  return {
    userId,
    login: person.login,
    name: person.name,
    roles: person.roles.map(({ labelZh, labelEn }) => ({ zh: labelZh, en: labelEn })),
    permissions: [...actor.permissions],
    columns: actor.columns,
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
      minPasswordLength: (await getPolicy(db)).minLength,
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
    if (session.userId === null) return { me: null, locked: false, mustChangePassword: false, viewing: null };
    if (isIdle(session, now)) session.locked = true;
    const gone = (error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    };
    const me = await meOf(ctx, session.userId).catch(gone);
    const mustChange = me !== null && (await mustChangePassword(ctx.db, me.userId, now));
    const view = viewOf(session);
    if (!me || !view)
      return { me, locked: me !== null && session.locked, mustChangePassword: mustChange, viewing: null };
    const viewing = { byName: me.name, until: view.until };
    return { me: await meOf(ctx, view.userId), locked: false, mustChangePassword: mustChange, viewing };
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
  'access.listUsers': async ({ db, actor, now }) => {
    const { users, roles } = await listUsers(db, peopleSeenBy(actor), now);
    return users.map(({ labelZh, labelEn, ...user }) => ({
      ...user,
      unit: labelZh === null ? null : { zh: labelZh, en: labelEn ?? '' },
      roles: (roles.get(user.id) ?? []).map((role) => ({ zh: role.labelZh, en: role.labelEn })),
    }));
  },
};
