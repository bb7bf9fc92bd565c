import type { Environment, Session } from '#api/context';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import type { Reply } from '#contract/reply';
import type { Console } from '#main';
import { connect } from '#store/open';
import { placesIn } from '#store/places';
import { desk } from './desk.ts';
import { quickPasswords } from './quick-passwords.ts';

export const OWNER = { login: 'Owner', name: '王店主', password: 'correct horse battery' };

let windows = 0;

/** A window of its own: nobody is signed in there yet. */
export function windowOf({ dispatch }: Pick<Console, 'dispatch'>, now = () => Date.now()) {
  windows += 1;
  const session: Session = { id: `window-${windows}`, userId: null, lastSeenAt: now(), locked: false };
  const ask = <K extends OperationName>(name: K, input: InputOf<K>) =>
    dispatch(session, name, input) as Promise<Reply<OutputOf<K>>>;
  const tell = async <K extends OperationName>(name: K, input: InputOf<K>): Promise<OutputOf<K>> => {
    const reply = await ask(name, input);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  };
  return {
    session,
    ask,
    tell,
    signIn: (login: string, password: string) => tell('access.signIn', { login, password }),
  };
}

/** A company with an owner at a window; its clock stands still until a test moves it. */
export async function officeAt(environment: Partial<Environment> = {}) {
  const time = { now: 1_800_000_000_000 };
  const it = await desk({ now: () => time.now, passwords: quickPasswords, ...environment });
  const window = () => windowOf(it.console, () => time.now);
  const owner = window();
  const { userId } = await owner.tell('access.createOwner', OWNER);
  /** Makes changes as a command would: facts of a test, not asked of the console. */
  const change = (sql: string) => {
    const { raw } = it.console.store;
    raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', 0)`);
    try {
      raw.exec(sql);
    } finally {
      raw.exec('DELETE FROM command_context');
    }
  };
  /** Another connection to the same store, as another process has one. */
  const besides = () => connect(placesIn(it.console.home).db);
  return { ...it, time, window, owner, ownerId: userId, change, besides };
}

/** A second owner with a password of their own, at a window. */
export async function secondOwner(office: Awaited<ReturnType<typeof officeAt>>) {
  const made = await office.owner.tell('access.createPerson', {
    login: 'second',
    name: '二店主',
    unitId: null,
  });
  office.change(`INSERT INTO user_roles (user_id, role_id) VALUES ('${made.userId}', 'role-owner');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT '${made.userId}', page_group, kind, unit_ids FROM user_scopes WHERE user_id = '${office.ownerId}'`);
  const window = office.window();
  await window.signIn('second', made.firstPassword);
  const password = 'a sentence of the second one';
  await window.tell('access.changePassword', { password: made.firstPassword, newPassword: password });
  return { ...window, userId: made.userId, password };
}
