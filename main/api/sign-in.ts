import type { Handlers } from '#contract/operation';
import type { signIn } from '#contract/sign-in';
import { listOwnerIds } from '#store/accounts';
import {
  dropRecoveryCode,
  getPolicy,
  recoveryMadeAt,
  savePassword,
  savePolicy,
  saveRecoveryCode,
} from '#store/passwords';
import { meOf } from './access.ts';
import { accountsApi, accountsPreparations } from './accounts.ts';
import type { Ctx, Preparation } from './context.ts';
import {
  judgeCode,
  judgeTry,
  loginOf,
  makeSecret,
  needStrong,
  type Proof,
  prove,
  proveCode,
} from './proof.ts';
import { Refusal } from './refusal.ts';
import { sessionsApi } from './sessions.ts';
import { endWindows, handOver } from './windows.ts';

type Renewal = { readonly proof: Proof; readonly passwordHash: string };
type Made = { readonly proof: Proof; readonly text: string; readonly hash: string };

export const signInPreparations = {
  ...accountsPreparations,
  'access.changePassword': async (
    ctx,
    input: { password: string; newPassword: string },
  ): Promise<Renewal> => {
    const login = await loginOf(ctx, ctx.session);
    const { password, newPassword } = input;
    await needStrong(ctx, newPassword, { names: [login, ctx.actor.name], current: password });
    const proof = await prove(ctx, login, password);
    return { proof, passwordHash: proof.fits ? await ctx.env.passwords.hash(newPassword) : '' };
  },
  'access.makeRecoveryCode': async (ctx, { password }: { password: string }): Promise<Made> => {
    const proof = await prove(ctx, await loginOf(ctx, ctx.session), password);
    return { proof, ...(await makeSecret(ctx)) };
  },
  'access.recover': async (
    ctx,
    input: { login: string; code: string; newPassword: string },
  ): Promise<Renewal> => {
    await needStrong(ctx, input.newPassword, { names: [input.login] });
    const proof = await proveCode(ctx, input.login, input.code);
    return { proof, passwordHash: proof.fits ? await ctx.env.passwords.hash(input.newPassword) : '' };
  },
} satisfies Record<string, Preparation>;

export const signInApi: Handlers<typeof signIn, Ctx> = {
  ...accountsApi,
  ...sessionsApi,
  'access.changePassword': async (ctx) => {
    const { proof, passwordHash } = ctx.prepared as Renewal;
    const tried = await judgeTry(ctx, await loginOf(ctx, ctx.session), proof);
    if (tried.outcome !== 'fits') return tried;
    await savePassword(ctx.db, { userId: tried.userId, passwordHash, at: ctx.now, isFirst: false });
    ctx.note(tried.userId, { outcome: 'changed' });
    endWindows(ctx, tried.userId, ctx.session);
    return { outcome: 'changed' };
  },
  'access.getPasswordPolicy': ({ db }) => getPolicy(db),
  'access.savePasswordPolicy': async (ctx, policy) => {
    ctx.note('', { before: await getPolicy(ctx.db), after: policy });
    await savePolicy(ctx.db, policy);
    return { done: true };
  },
  'access.getRecovery': async ({ db, actor }) => {
    const may = (await listOwnerIds(db)).includes(actor.userId);
    return { may, madeAt: may ? await recoveryMadeAt(db, actor.userId) : null };
  },
  'access.makeRecoveryCode': async (ctx) => {
    const { proof, text, hash } = ctx.prepared as Made;
    const tried = await judgeTry(ctx, await loginOf(ctx, ctx.session), proof);
    if (tried.outcome !== 'fits') return tried;
    if (!(await listOwnerIds(ctx.db)).includes(tried.userId)) throw new Refusal('access.notOwner', {});
    await saveRecoveryCode(ctx.db, { userId: tried.userId, codeHash: hash, madeAt: ctx.now });
    ctx.note(tried.userId, { outcome: 'made' });
    return { outcome: 'made', code: text };
  },
  'access.recover': async (ctx, { login }) => {
    const { proof, passwordHash } = ctx.prepared as Renewal;
    const owners = await listOwnerIds(ctx.db);
    const isOwner = proof.credential !== undefined && owners.includes(proof.credential.userId);
    const tried = await judgeCode(ctx, login, { ...proof, fits: proof.fits && isOwner });
    if (tried.outcome !== 'fits') return tried;
    const { userId } = tried;
    await savePassword(ctx.db, { userId, passwordHash, at: ctx.now, isFirst: false });
    await dropRecoveryCode(ctx.db, userId);
    ctx.note(userId, { outcome: 'recovered' });
    const me = await meOf(ctx, userId);
    endWindows(ctx, userId);
    handOver(ctx, userId);
    return { outcome: 'signedIn', me };
  },
};
