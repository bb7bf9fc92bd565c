import type { PageGroup, Permission } from '#domain/access';
import type { Duty, Person, Policy, Role, RoleGrant, ScopeGrant, Unit } from '#domain/rights';
import { sql } from 'kysely';
import type { Db } from './database.ts';

const json = <T>(text: string) => JSON.parse(text) as T;

type RoleRow = { id: string; labelZh: string; labelEn: string; parents: string; permissions: string };
type UnitRow = {
  id: string;
  labelZh: string;
  labelEn: string;
  parentId: string | null;
  leaderId: string | null;
};
type UserRow = { id: string; name: string; unitId: string | null; status: 'active' | 'left' };
type UserRoleRow = { userId: string; roleId: string; fromAt: number; toAt: number | null };
type UserScopeRow = {
  userId: string;
  pageGroup: string;
  kind: ScopeGrant['kind'];
  unitIds: string;
  fromAt: number;
  toAt: number | null;
};
type DutyRow = {
  id: string;
  labelZh: string;
  labelEn: string;
  kind: Duty['kind'];
  memberKind: Duty['of'];
  members: string;
  atMost: number;
};
type Rows = {
  roles: RoleRow[];
  units: UnitRow[];
  users: UserRow[];
  userRoles: UserRoleRow[];
  userScopes: UserScopeRow[];
  duties: DutyRow[];
};

function policyOf(rows: Rows): Policy {
  const roles = Map.groupBy(rows.userRoles, (row) => row.userId);
  const scopes = Map.groupBy(rows.userScopes, (row) => row.userId);
  return {
    roles: rows.roles.map(
      (row): Role => ({
        id: row.id,
        label: { zh: row.labelZh, en: row.labelEn },
        parents: json<string[]>(row.parents),
        permissions: json<Permission[]>(row.permissions),
      }),
    ),
    units: rows.units.map(
      (row): Unit => ({
        id: row.id,
        label: { zh: row.labelZh, en: row.labelEn },
        parentId: row.parentId,
        leaderId: row.leaderId,
      }),
    ),
    people: rows.users.map(
      ({ id, name, unitId, status }): Person => ({
        id,
        name,
        unitId,
        status,
        roles: (roles.get(id) ?? []).map(
          (row): RoleGrant => ({ roleId: row.roleId, from: row.fromAt, to: row.toAt }),
        ),
        scopes: (scopes.get(id) ?? []).map(
          (row): ScopeGrant => ({
            pageGroup: row.pageGroup as PageGroup,
            kind: row.kind,
            unitIds: json<string[]>(row.unitIds),
            from: row.fromAt,
            to: row.toAt,
          }),
        ),
      }),
    ),
    duties: rows.duties.map(
      (row): Duty => ({
        id: row.id,
        label: { zh: row.labelZh, en: row.labelEn },
        kind: row.kind,
        of: row.memberKind,
        members: json<string[]>(row.members),
        atMost: row.atMost,
      }),
    ),
  };
}

const listUsers = (db: Db) =>
  db.selectFrom('users').select(['id', 'name', 'unitId', 'status']).orderBy('name');
const listRoles = (db: Db) =>
  db.selectFrom('roles').select(['id', 'labelZh', 'labelEn', 'parents', 'permissions']);
const listUnits = (db: Db) =>
  db.selectFrom('units').select(['id', 'labelZh', 'labelEn', 'parentId', 'leaderId']);

/** Everything that decides who may do and see what. */
export async function loadPolicy(db: Db): Promise<Policy> {
  return policyOf({
    roles: await listRoles(db).orderBy('id').execute(),
    units: await listUnits(db).orderBy('id').execute(),
    users: await listUsers(db).orderBy('id').execute(),
    userRoles: await db.selectFrom('userRoles').selectAll().execute(),
    userScopes: await db.selectFrom('userScopes').selectAll().execute(),
    duties: await db.selectFrom('duties').selectAll().orderBy('id').execute(),
  });
}

/** As much of the policy as decides what one person may do and see: organisation and people only where a scope asks for them. */
export async function loadPolicyFor(db: Db, userId: string): Promise<Policy> {
  const user = await db
    .selectFrom('users')
    .select(['id', 'name', 'unitId', 'status'])
    .where('id', '=', userId)
    .executeTakeFirst();
  const userRoles = await db.selectFrom('userRoles').selectAll().where('userId', '=', userId).execute();
  const userScopes = await db.selectFrom('userScopes').selectAll().where('userId', '=', userId).execute();
  const needsPeople = userScopes.some(({ kind }) => kind !== 'own' && kind !== 'all');
  return policyOf({
    roles: await listRoles(db).execute(),
    units: needsPeople ? await listUnits(db).execute() : [],
    users: needsPeople ? await listUsers(db).execute() : user ? [user] : [],
    userRoles,
    userScopes,
    duties: [],
  });
}

/** The policy as it was at a moment. */
export async function loadPolicyAsOf(db: Db, at: number): Promise<Policy> {
  const { rows } = await sql<{ entity: string; content: string }>`
    SELECT entity, content FROM access_history WHERE content IS NOT NULL AND id IN (
      SELECT max(id) FROM access_history WHERE at <= ${at} GROUP BY entity, row_id
    ) ORDER BY row_id`.execute(db);
  const of = <T>(entity: string) =>
    rows
      .filter((row) => row.entity === entity)
      .map(({ content }) => camel(json<Record<string, unknown>>(content)) as T);
  return policyOf({
    roles: of('roles'),
    units: of('units'),
    users: of('users'),
    userRoles: of('user_roles'),
    userScopes: of('user_scopes'),
    duties: of('duties'),
  });
}

function camel(row: Record<string, unknown>): unknown {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}
