import { Columns, PERMISSIONS } from '#domain/access';
import { Label } from '#domain/base';
import { z } from 'zod';
import { read, write } from './operation.ts';
import { Done, Nothing } from './page.ts';

export const Password = z.string().min(1).max(200);
/** How long a new one must be is the company's policy, which says it in words. */
export const NewPassword = z.string().min(1).max(200);
export const Login = z.string().trim().min(1).max(80);

const Me = z.object({
  userId: z.string(),
  login: z.string(),
  name: z.string(),
  roles: z.array(Label),
  permissions: z.array(z.enum(PERMISSIONS)),
  columns: Columns,
});

/** How a try to sign in ended. */
export const Tried = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('signedIn'), me: Me }),
  z.object({ outcome: z.literal('wrong'), triesLeft: z.int() }),
  z.object({ outcome: z.literal('lockedOut'), until: z.int() }),
]);

export const access = {
  /** What the sign-in page needs before anybody is signed in. */
  'access.getWelcome': read(
    'nobody',
    Nothing,
    z.object({
      company: Label,
      /** The IANA zone in which the company's days and hours are shown. */
      zone: z.string(),
      /** True until the first start has made its owner. */
      needsOwner: z.boolean(),
      minPasswordLength: z.int(),
      /** The demo company names its accounts and their password here; empty elsewhere. */
      demoAccounts: z.array(z.object({ login: z.string(), name: z.string(), role: Label })),
      demoPassword: z.string().nullable(),
    }),
  ),
  'access.createOwner': write(
    'nobody',
    z.strictObject({
      login: Login,
      name: z.string().trim().min(1).max(80),
      password: NewPassword,
    }),
    Me,
  ),
  /** A wrong password is an answer, not a refusal: its count is kept. */
  'access.signIn': write('nobody', z.strictObject({ login: Login, password: Password }), Tried),
  'access.signOut': write('nobody', Nothing, Done),
  'access.lock': write('nobody', Nothing, Done),
  'access.unlock': write('nobody', z.strictObject({ password: Password }), Tried),
  /** Somebody is at the window (a key, a click, a turn of the wheel): puts the idle lock off, as writes do and looking does not. */
  'access.noteUse': read('signedIn', Nothing, Done),
  /** Who this window is: null before sign-in, `locked` after a while of idleness. */
  'access.getSession': read(
    'nobody',
    Nothing,
    z.object({
      me: Me.nullable(),
      locked: z.boolean(),
      /** The password has to be changed before anything else is answered. */
      mustChangePassword: z.boolean(),
      /** `me` is somebody else, whom the one who is signed in views. */
      viewing: z.object({ byName: z.string(), until: z.int() }).nullable(),
    }),
  ),
  'access.listUnits': read(
    'signedIn',
    Nothing,
    z.array(
      z.object({
        id: z.string(),
        parentId: z.string().nullable(),
        label: Label,
        leaderId: z.string().nullable(),
        leaderName: z.string().nullable(),
        people: z.int(),
      }),
    ),
  ),
  'access.listUsers': read(
    'signedIn',
    Nothing,
    z.array(
      z.object({
        id: z.string(),
        login: z.string(),
        name: z.string(),
        unitId: z.string().nullable(),
        unit: Label.nullable(),
        status: z.enum(['active', 'left']),
        roles: z.array(Label),
      }),
    ),
  ),
};

export type AccessErrors = {
  'access.ownerExists': Record<string, never>;
  'access.loginTaken': { login: string };
};
