import type { Handlers } from '#contract/operation';
import type { signIn } from '#contract/sign-in';
import { covers, isLastOwner, maySee, peopleSeenBy } from '#domain/access';
import { newSecretText } from '#domain/passwords';
import { isLoginTaken } from '#store/access';
import { findPerson, isUnit, listAccounts, listOwnerIds, savePerson, setStatus } from '#store/accounts';
import { savePassword } from '#store/passwords';
import { findActor } from './actor.ts';
import type { Ctx, Preparation } from './context.ts';
import { Refusal } from './refusal.ts';
import { endWindows } from './windows.ts';

type AccountOperations =
  | 'access.listAccounts'
  | 'access.createPerson'
  | 'access.resetPassword'
  | 'access.endAccount'
  | 'access.reopenAccount';
type Secret = { readonly text: string; readonly hash: string };

/** A first password is typed as it stands: its hash is of the text itself. */
const prepareFirst: Preparation = async ({ env }): Promise<Secret> => {
  const text = newSecretText(env.random, 4, 5);
  return { text, hash: await env.passwords.hash(text) };
};

export const accountsPreparations = {
  'access.createPerson': prepareFirst,
  'access.resetPassword': prepareFirst,
};

/** Somebody else whom the one who asks sees, and who may do and see nothing that they may not. */
async function needOther({ db, actor, now }: Ctx, id: string) {
  const person = await findPerson(db, id);
  if (!person || !maySee(peopleSeenBy(actor), id)) throw new Refusal('api.notFound', { what: 'person', id });
  if (id === actor.userId) throw new Refusal('access.notYourself', {});
  const other = await findActor(db, id, now);
  if (other && !covers(actor, other)) throw new Refusal('access.aboveYou', { name: person.name });
  return person;
}

async function giveFirst(ctx: Ctx, userId: string): Promise<{ userId: string; firstPassword: string }> {
  const { text, hash } = ctx.prepared as Secret;
  await savePassword(ctx.db, { userId, passwordHash: hash, at: ctx.now, isFirst: true });
  return { userId, firstPassword: text };
}

export const accountsApi: Pick<Handlers<typeof signIn, Ctx>, AccountOperations> = {
  'access.listAccounts': async ({ db, actor, now }) =>
    (await listAccounts(db, peopleSeenBy(actor))).map(({ labelZh, labelEn, ...row }) => ({
      id: row.id,
      login: row.login,
      name: row.name,
      unit: labelZh === null ? null : { zh: labelZh, en: labelEn ?? '' },
      status: row.status,
      signIn: row.changedAt === null ? 'none' : row.mustChange === 1 ? 'first' : 'own',
      passwordAt: row.changedAt,
      lockedUntil: row.lockedUntil !== null && row.lockedUntil > now ? row.lockedUntil : null,
    })),
  'access.createPerson': async (ctx, { login, name, unitId }) => {
    if (await isLoginTaken(ctx.db, login)) throw new Refusal('access.loginTaken', { login });
    if (unitId !== null && !(await isUnit(ctx.db, unitId)))
      throw new Refusal('api.notFound', { what: 'unit', id: unitId });
    const id = ctx.env.newId();
    await savePerson(ctx.db, { id, login, name, unitId, at: ctx.now });
    ctx.note(id, { login });
    return giveFirst(ctx, id);
  },
  'access.resetPassword': async (ctx, { id }) => {
    const person = await needOther(ctx, id);
    if (person.status !== 'active') throw new Refusal('api.notFound', { what: 'person', id });
    ctx.note(id);
    endWindows(ctx, id);
    return giveFirst(ctx, id);
  },
  'access.endAccount': async (ctx, { id }) => {
    await needOther(ctx, id);
    if (isLastOwner(await listOwnerIds(ctx.db), id)) throw new Refusal('access.lastOwner', {});
    await setStatus(ctx.db, id, 'left');
    ctx.note(id);
    endWindows(ctx, id);
    return { done: true };
  },
  'access.reopenAccount': async (ctx, { id }) => {
    await needOther(ctx, id);
    await setStatus(ctx.db, id, 'active');
    ctx.note(id);
    return { done: true };
  },
};
