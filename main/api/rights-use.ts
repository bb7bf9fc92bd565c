import { contract } from '#contract/contract';
import type { Handlers, Operation } from '#contract/operation';
import type { rightsUse } from '#contract/rights-use';
import { maySee, peopleSeenBy, type Permission, PERMISSIONS, SYSTEM_ACTOR } from '#domain/access';
import { type Use, rightsInUse } from '#domain/audit';
import { permissionsOf } from '#domain/rights';
import { loadPolicy } from '#store/access-policy';
import type { Db } from '#store/database';
import type { Store } from '#store/open';
import { listReadUses, listWriteUses, noteUse, dayOfUse, usesSince } from '#store/permission-uses';
import type { Ctx } from './context.ts';

const DAY = 86_400_000;

export const rightsUseApi: Handlers<typeof rightsUse, Ctx> = {
  'access.getUseOfRights': async ({ db, actor, now }, { days }) => {
    const policy = await loadPolicy(db);
    const from = now - days * DAY;
    const { people, roles } = rightsInUse(policy, await listUses(db, from), now);
    const seen = peopleSeenBy(actor);
    return {
      from,
      since: await usesSince(db),
      people: people
        .filter(({ id }) => maySee(seen, id))
        .map(({ roleIds, rights, ...person }) => ({ ...person, roleIds: [...roleIds], rights: [...rights] })),
      roles: roles.map(({ id, holders, unused, suggested }) => ({
        id,
        label: policy.roles.find((role) => role.id === id)?.label ?? { zh: id, en: '' },
        holders,
        permissions: [...permissionsOf(policy, id)],
        unused: [...unused],
        suggested: suggested && [...suggested],
      })),
    };
  },
};

/** Writes from the audit, by what each operation needs; looks from their own table. */
async function listUses(db: Db, from: number): Promise<Use[]> {
  const found = new Map<string, Use>();
  const add = (userId: string, permission: Permission, more: Omit<Use, 'userId' | 'permission'>) => {
    const key = `${userId} ${permission}`;
    const known = found.get(key) ?? { writes: 0, readDays: 0, lastAt: 0 };
    found.set(key, {
      userId,
      permission,
      writes: known.writes + more.writes,
      readDays: known.readDays + more.readDays,
      lastAt: Math.max(known.lastAt, more.lastAt),
    });
  };
  const operations: Readonly<Record<string, Operation>> = contract;
  for (const { userId, operation, times, lastAt } of await listWriteUses(db, from)) {
    const needs = permissionIn(operations[operation]?.needs);
    if (needs) add(userId, needs, { writes: times, readDays: 0, lastAt });
  }
  for (const { userId, permission, days, lastAt } of await listReadUses(db, from)) {
    const known = permissionIn(permission);
    if (known) add(userId, known, { writes: 0, readDays: days, lastAt });
  }
  return [...found.values()];
}

function permissionIn(needs: string | undefined): Permission | undefined {
  return PERMISSIONS.find((permission) => permission === needs);
}

/** Notes that somebody looked by a permission: at most once for each of them and each day. What fails keeps nobody from looking. */
export function makeUseNotes(store: Store): (userId: string, needs: string, now: number) => Promise<void> {
  const noted = new Set<string>();
  let today = 0;
  return async (userId, needs, now) => {
    const permission = permissionIn(needs);
    const day = dayOfUse(now);
    if (day !== today) noted.clear();
    today = day;
    const key = `${userId} ${needs}`;
    if (!permission || userId === SYSTEM_ACTOR.userId || noted.has(key)) return;
    noted.add(key);
    await noteUse(store.db, userId, permission, day).catch(() => noted.delete(key));
  };
}
