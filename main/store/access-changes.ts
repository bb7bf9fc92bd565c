import type { Change } from '#domain/rights';
import { isUnit, savePerson } from './accounts.ts';
import type { Db } from './database.ts';

type ChangeOf<K extends Change['kind']> = Extract<Change, { kind: K }>;

/** Writes one change of who may what, inside a command; that it can be made was found out before. */
export async function saveAccessChange(db: Db, change: Change, at: number): Promise<void> {
  switch (change.kind) {
    case 'grantRole':
      return grantRole(db, change);
    case 'grantScope':
      return grantScope(db, change);
    case 'saveRole':
      return saveRole(db, change);
    case 'saveDuty':
      return saveDuty(db, change);
    case 'saveUnit':
      return saveUnit(db, change);
    case 'addPerson':
      return savePerson(db, { ...change, at });
    case 'changePerson':
      return changePerson(db, change);
    case 'saveTest':
      return saveTest(db, change);
    case 'needSecond':
      return saveNeedsSecond(db, change.isOn);
    case 'revokeRole':
    case 'revokeScope':
    case 'removeTest':
    case 'removeRole':
    case 'removeDuty':
    case 'removeUnit':
      return remove(db, change);
  }
}

async function remove(
  db: Db,
  change: ChangeOf<'revokeRole' | 'revokeScope' | 'removeRole' | 'removeDuty' | 'removeUnit' | 'removeTest'>,
): Promise<void> {
  switch (change.kind) {
    case 'revokeRole':
      await db
        .deleteFrom('userRoles')
        .where('userId', '=', change.personId)
        .where('roleId', '=', change.roleId)
        .where('fromAt', '=', change.from)
        .execute();
      return;
    case 'revokeScope':
      await db
        .deleteFrom('userScopes')
        .where('userId', '=', change.personId)
        .where('pageGroup', '=', change.pageGroup)
        .where('effect', '=', change.effect)
        .where('kind', '=', change.scope)
        .where('fromAt', '=', change.from)
        .execute();
      return;
    case 'removeRole':
      await db.deleteFrom('roles').where('id', '=', change.id).execute();
      return;
    case 'removeDuty':
      await db.deleteFrom('duties').where('id', '=', change.id).execute();
      return;
    case 'removeTest':
      await db.deleteFrom('permissionTests').where('id', '=', change.id).execute();
      return;
    case 'removeUnit':
      await db.deleteFrom('units').where('id', '=', change.id).execute();
      return;
  }
}

async function grantRole(db: Db, change: ChangeOf<'grantRole'>): Promise<void> {
  const { personId: userId, roleId, from: fromAt, to: toAt } = change;
  await db
    .insertInto('userRoles')
    .values({ userId, roleId, fromAt, toAt })
    .onConflict((row) => row.columns(['userId', 'roleId', 'fromAt']).doUpdateSet({ toAt }))
    .execute();
}

async function grantScope(db: Db, change: ChangeOf<'grantScope'>): Promise<void> {
  const { personId: userId, pageGroup, effect, scope: kind, from: fromAt, to: toAt } = change;
  const unitIds = JSON.stringify(kind === 'chosen' ? change.unitIds : []);
  await db
    .insertInto('userScopes')
    .values({ userId, pageGroup, effect, kind, unitIds, fromAt, toAt })
    .onConflict((row) =>
      row.columns(['userId', 'pageGroup', 'effect', 'kind', 'fromAt']).doUpdateSet({ unitIds, toAt }),
    )
    .execute();
}

/** A unit made here bears its id as its code. */
async function saveUnit(db: Db, { id, label, parentId, leaderId }: ChangeOf<'saveUnit'>): Promise<void> {
  const named = {
    ...(label && { labelZh: label.zh, labelEn: label.en }),
    ...(parentId !== undefined && { parentId }),
    ...(leaderId !== undefined && { leaderId }),
  };
  const isKnown = await isUnit(db, id);
  if (!isKnown)
    await db
      .insertInto('units')
      .values({ labelZh: id, labelEn: '', parentId: null, leaderId: null, ...named, id, externalId: id })
      .execute();
  else if (Object.keys(named).length > 0)
    await db.updateTable('units').set(named).where('id', '=', id).execute();
}

async function changePerson(
  db: Db,
  { personId, name, unitId, status }: ChangeOf<'changePerson'>,
): Promise<void> {
  const named = {
    ...(name !== undefined && { name }),
    ...(unitId !== undefined && { unitId }),
    ...(status !== undefined && { status }),
  };
  if (Object.keys(named).length > 0)
    await db.updateTable('users').set(named).where('id', '=', personId).execute();
}

async function saveRole(db: Db, { id, label, ...change }: ChangeOf<'saveRole'>): Promise<void> {
  const values = {
    labelZh: label.zh,
    labelEn: label.en,
    parents: JSON.stringify([...new Set(change.parents)]),
    permissions: JSON.stringify([...new Set(change.permissions)]),
    columns: JSON.stringify(change.columns),
  };
  await db
    .insertInto('roles')
    .values({ id, ...values })
    .onConflict((row) => row.column('id').doUpdateSet(values))
    .execute();
}

async function saveDuty(db: Db, change: ChangeOf<'saveDuty'>): Promise<void> {
  const { id, label, duty: kind, of: memberKind, members, atMost } = change;
  const values = {
    labelZh: label.zh,
    labelEn: label.en,
    kind,
    memberKind,
    members: JSON.stringify([...new Set(members)]),
    atMost,
  };
  await db
    .insertInto('duties')
    .values({ id, ...values })
    .onConflict((row) => row.column('id').doUpdateSet(values))
    .execute();
}

async function saveTest(db: Db, change: ChangeOf<'saveTest'>): Promise<void> {
  const { id, name, who, question, expected } = change;
  const values = {
    name,
    who: JSON.stringify(who),
    question: JSON.stringify(question),
    expected: expected ? 1 : 0,
  };
  await db
    .insertInto('permissionTests')
    .values({ id, ...values })
    .onConflict((row) => row.column('id').doUpdateSet(values))
    .execute();
}

async function saveNeedsSecond(db: Db, isOn: boolean): Promise<void> {
  const value = isOn ? 'true' : 'false';
  await db
    .insertInto('accessSettings')
    .values({ key: 'needsSecond', value })
    .onConflict((row) => row.column('key').doUpdateSet({ value }))
    .execute();
}
