import { Label } from '#domain/base';
import { type PasswordFault, PasswordPolicy } from '#domain/passwords';
import { z } from 'zod';
import { Login, NewPassword, Password, Tried } from './access.ts';
import { read, write } from './operation.ts';
import { ById, Done, Nothing } from './page.ts';

const refused = [
  z.object({ outcome: z.literal('wrong'), triesLeft: z.int() }),
  z.object({ outcome: z.literal('lockedOut'), until: z.int() }),
] as const;

/** A password for the first sign-in only. It is told here, once: the store has its hash. */
const FirstPassword = z.object({ userId: z.string(), firstPassword: z.string() });

/** How a person can sign in: `none` has no password yet, `first` has one that somebody else gave. */
const SIGN_IN_STATES = ['none', 'first', 'own'] as const;

/** Passwords, accounts, sessions and recovery. */
export const signIn = {
  /** The one operation that a first password opens. A wrong old password is an answer, and counts as at the sign-in page. */
  'access.changePassword': write(
    'signedIn',
    z.strictObject({ password: Password, newPassword: NewPassword }),
    z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('changed') }), ...refused]),
  ),
  'access.getPasswordPolicy': read('signedIn', Nothing, PasswordPolicy),
  'access.savePasswordPolicy': write('access.edit', PasswordPolicy, Done),
  /** Windows in which somebody is signed in: one's own, and everybody's for who may edit access. */
  'access.listSessions': read(
    'signedIn',
    Nothing,
    z.array(
      z.object({
        id: z.string(),
        userId: z.string(),
        name: z.string(),
        shell: z.enum(['desktop', 'browser']).nullable(),
        since: z.int(),
        lastSeenAt: z.int(),
        isLocked: z.boolean(),
        /** This very window. */
        isThis: z.boolean(),
        endsAt: z.int(),
      }),
    ),
  ),
  /** The window is nobody's from its next call on. */
  'access.endSession': write('signedIn', ById, Done),
  'access.listAccounts': read(
    'access.edit',
    Nothing,
    z.array(
      z.object({
        id: z.string(),
        login: z.string(),
        name: z.string(),
        unit: Label.nullable(),
        status: z.enum(['active', 'left']),
        signIn: z.enum(SIGN_IN_STATES),
        passwordAt: z.int().nullable(),
        lockedUntil: z.int().nullable(),
      }),
    ),
  ),
  /** Somebody new, without role and data scope, and their first password. */
  'access.createPerson': write(
    'access.edit',
    z.strictObject({
      login: Login,
      name: z.string().trim().min(1).max(80),
      unitId: z.string().min(1).max(80).nullable(),
    }),
    FirstPassword,
  ),
  /** A first password for somebody who has none, or forgot it; where they are signed in they are signed out. */
  'access.resetPassword': write('access.edit', ById, FirstPassword),
  'access.endAccount': write('access.edit', ById, Done),
  'access.reopenAccount': write('access.edit', ById, Done),
  /** Whether the owner who asks has a recovery code; `may` is false for everybody else. */
  'access.getRecovery': read('signedIn', Nothing, z.object({ may: z.boolean(), madeAt: z.int().nullable() })),
  /** An owner's code for the day the password is lost. It is told here, once. */
  'access.makeRecoveryCode': write(
    'signedIn',
    z.strictObject({ password: Password }),
    z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('made'), code: z.string() }), ...refused]),
  ),
  /** A new password for an owner by the code, which is used up. */
  'access.recover': write(
    'nobody',
    z.strictObject({ login: Login, code: z.string().min(1).max(80), newPassword: NewPassword }),
    Tried,
  ),
};

export type SignInErrors = {
  /** A password that may not be taken, and why. */
  'access.weakPassword': { fault: PasswordFault; minLength: number };
  /** Signed in with a first password, or one that is too old: it has to be changed before anything else. */
  'api.passwordToChange': Record<string, never>;
  'access.lastOwner': Record<string, never>;
  /** Somebody who may do or see what the one who asks may not: only their equals set their password. */
  'access.aboveYou': { name: string };
  'access.notYourself': Record<string, never>;
  /** Only owners have a code for recovery. */
  'access.notOwner': Record<string, never>;
};
