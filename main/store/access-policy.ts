import { ALL_PLAIN, type PageGroup, type Permission, readColumns } from '#domain/access';
import type {
  Duty,
  PermissionTest,
  Person,
  Policy,
  Role,
  RoleGrant,
  ScopeGrant,
  State,
  Unit,
} from '#domain/rights';
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Db } from './database.ts';

const json = (text: string): unknown => JSON.parse(text);

type RoleRow = {
  id: string;
  labelZh: string;
  labelEn: string;
  parents: string;
  permissions: string;
  /** Not in the history of before there were classes of columns: everybody saw all of them. */
  columns?: string;
};
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
  /** Not in the history of before there were limits: every scope showed rows. */
  effect?: ScopeGrant['effect'];
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
type TestRow = { id: string; name: string; who: string; question: string; expected: number };
type SettingRow = { key: string; value: string };
type Rows = {
  roles: RoleRow[];
  units: UnitRow[];
  users: UserRow[];
  userRoles: UserRoleRow[];
  userScopes: UserScopeRow[];
  duties: DutyRow[];
  tests: TestRow[];
  settings: SettingRow[];
};

const labelOf = (row: { labelZh: string; labelEn: string }) => ({ zh: row.labelZh, en: row.labelEn });

const roleOf = (row: RoleRow): Role => ({
  id: row.id,
  label: labelOf(row),
  parents: json(row.parents) as string[],
  permissions: json(row.permissions) as Permission[],
  columns: row.columns === undefined ? ALL_PLAIN : readColumns(json(row.columns) as Record<string, unknown>),
});

const unitOf = (row: UnitRow): Unit => ({
  id: row.id,
  label: labelOf(row),
  parentId: row.parentId,
  leaderId: row.leaderId,
});

const roleGrantOf = (row: UserRoleRow): RoleGrant => ({ roleId: row.roleId, from: row.fromAt, to: row.toAt });

const scopeGrantOf = (row: UserScopeRow): ScopeGrant => ({
  pageGroup: row.pageGroup as PageGroup,
  effect: row.effect ?? 'show',
  kind: row.kind,
  unitIds: json(row.unitIds) as string[],
  from: row.fromAt,
  to: row.toAt,
});

const dutyOf = (row: DutyRow): Duty => ({
  id: row.id,
  label: labelOf(row),
  kind: row.kind,
  of: row.memberKind,
  members: json(row.members) as string[],
  atMost: row.atMost,
});

const testOf = (row: TestRow): PermissionTest => ({
  id: row.id,
  name: row.name,
  who: json(row.who) as PermissionTest['who'],
  question: json(row.question) as PermissionTest['question'],
  expected: row.expected === 1,
});

function policyOf(rows: Rows): Policy {
  const roles = Map.groupBy(rows.userRoles, (row) => row.userId);
  const scopes = Map.groupBy(rows.userScopes, (row) => row.userId);
  return {
    roles: rows.roles.map(roleOf),
    units: rows.units.map(unitOf),
    people: rows.users.map(
      ({ id, name, unitId, status }): Person => ({
        id,
        name,
        unitId,
        status,
        roles: (roles.get(id) ?? []).map(roleGrantOf),
        scopes: (scopes.get(id) ?? []).map(scopeGrantOf),
      }),
    ),
    duties: rows.duties.map(dutyOf),
    tests: rows.tests.map(testOf),
    needsSecond: rows.settings.some(({ key, value }) => key === 'needsSecond' && value === 'true'),
  };
}

/** A state as the history keeps it; null where there is none. */
function stateOf(entity: string, content: string | null): State | null {
  if (content === null) return null;
  const row = camel(json(content) as Record<string, unknown>);
  if (entity === 'roles') return { entity: 'role', role: roleOf(row as RoleRow) };
  if (entity === 'units') return { entity: 'unit', unit: unitOf(row as UnitRow) };
  if (entity === 'users') return { entity: 'person', person: row as UserRow };
  if (entity === 'duties') return { entity: 'duty', duty: dutyOf(row as DutyRow) };
  if (entity === 'permission_tests') return { entity: 'test', test: testOf(row as TestRow) };
  if (entity === 'access_settings')
    return { entity: 'needsSecond', isOn: (row as SettingRow).value === 'true' };
  if (entity === 'user_roles')
    return {
      entity: 'roleGrant',
      personId: (row as UserRoleRow).userId,
      grant: roleGrantOf(row as UserRoleRow),
    };
  if (entity === 'user_scopes')
    return {
      entity: 'scopeGrant',
      personId: (row as UserScopeRow).userId,
      grant: scopeGrantOf(row as UserScopeRow),
    };
  return null;
}

/** Which changes: of one person's rights, one role or unit, by somebody, from one moment up to and without another. */
export type HistoryFilter = {
  readonly personId?: string | undefined;
  readonly roleId?: string | undefined;
  readonly unitId?: string | undefined;
  readonly actorId?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
};

const LINE = { entity: sql.ref('line.entity'), row: sql.ref('line.rowId') };

/** A grant is known by whom it is given to, what is given and when it begins; a line of its end has no content. */
function isAbout({ personId, roleId, unitId }: HistoryFilter): RawBuilder<SqlBool>[] {
  const { entity, row } = LINE;
  const found: RawBuilder<SqlBool>[] = [];
  if (personId !== undefined)
    found.push(sql<SqlBool>`((${entity} = 'users' AND ${row} = ${personId})
      OR (${entity} IN ('user_roles', 'user_scopes') AND substr(${row}, 1, ${personId.length + 1}) = ${`${personId}:`}))`);
  if (roleId !== undefined)
    found.push(sql<SqlBool>`((${entity} = 'roles' AND ${row} = ${roleId})
      OR (${entity} = 'user_roles' AND instr(${row}, ${`:${roleId}:`}) > 0))`);
  if (unitId !== undefined)
    found.push(sql<SqlBool>`((${entity} = 'units' AND ${row} = ${unitId})
      OR (${entity} = 'users' AND line.content ->> '$.unit_id' = ${unitId})
      OR (${entity} = 'user_scopes' AND instr(line.content ->> '$.unit_ids', ${JSON.stringify(unitId)}) > 0))`);
  return found;
}

/** What was changed by whom, the newest first, each with the state before; what an import of reps did to people is not among it. */
export async function listAccessHistory(
  db: Db,
  filter: HistoryFilter,
  { offset, limit }: { offset: number; limit: number },
) {
  let all = db
    .selectFrom('accessHistory as line')
    .where((of) => of.or([of('line.entity', '<>', 'users'), of('line.operation', 'like', 'access.%')]))
    .where('line.operation', '<>', 'migration');
  for (const condition of isAbout(filter)) all = all.where(condition);
  if (filter.actorId !== undefined) all = all.where('line.actorId', '=', filter.actorId);
  if (filter.from !== undefined) all = all.where('line.at', '>=', filter.from);
  if (filter.to !== undefined) all = all.where('line.at', '<', filter.to);
  const { total } = await all.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await all
    .leftJoin('users', 'users.id', 'line.actorId')
    .select(['line.id', 'line.entity', 'line.content', 'line.actorId', 'line.at', 'users.name as actorName'])
    .select((of) =>
      of
        .selectFrom('accessHistory as earlier')
        .select('earlier.content')
        .whereRef('earlier.entity', '=', 'line.entity')
        .whereRef('earlier.rowId', '=', 'line.rowId')
        .whereRef('earlier.id', '<', 'line.id')
        .orderBy('earlier.id', 'desc')
        .limit(1)
        .as('previous'),
    )
    .orderBy('line.id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
  return {
    total,
    rows: rows.map(({ entity, content, previous, ...row }) => ({
      ...row,
      before: stateOf(entity, previous),
      after: stateOf(entity, content),
    })),
  };
}

/** Moves with everything that decides who may what. */
export async function getAccessRevision(db: Db): Promise<number> {
  const row = await db
    .selectFrom('accessHistory')
    .select((of) => of.fn.max('id').as('revision'))
    .executeTakeFirst();
  return row?.revision ?? 0;
}

const listUsers = (db: Db) =>
  db.selectFrom('users').select(['id', 'name', 'unitId', 'status']).orderBy('name');
const listRoles = (db: Db) =>
  db.selectFrom('roles').select(['id', 'labelZh', 'labelEn', 'parents', 'permissions', 'columns']);
const listUnits = (db: Db) =>
  db.selectFrom('units').select(['id', 'labelZh', 'labelEn', 'parentId', 'leaderId']);

const kept = new WeakMap<Db, { readonly revision: number; readonly policy: Policy }>();

/** Everything that decides who may do and see what; read anew only when any of it changed. */
export async function loadPolicy(db: Db): Promise<Policy> {
  const revision = await getAccessRevision(db);
  const known = kept.get(db);
  if (known?.revision === revision) return known.policy;
  const policy = policyOf({
    roles: await listRoles(db).orderBy('id').execute(),
    units: await listUnits(db).orderBy('id').execute(),
    users: await listUsers(db).orderBy('id').execute(),
    userRoles: await db.selectFrom('userRoles').selectAll().execute(),
    userScopes: await db.selectFrom('userScopes').selectAll().execute(),
    duties: await db.selectFrom('duties').selectAll().orderBy('id').execute(),
    tests: await db.selectFrom('permissionTests').selectAll().orderBy('name').execute(),
    settings: await db.selectFrom('accessSettings').selectAll().execute(),
  });
  kept.set(db, { revision, policy });
  return policy;
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
      .map(({ content }) => camel(json(content) as Record<string, unknown>) as T);
  return policyOf({
    roles: of('roles'),
    units: of('units'),
    users: of('users'),
    userRoles: of('user_roles'),
    userScopes: of('user_scopes'),
    duties: of('duties'),
    tests: of('permission_tests'),
    settings: of('access_settings'),
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

/** Each state of one unit, the oldest first; null where it went. */
export async function listUnitStates(db: Db, unitId: string): Promise<{ at: number; unit: Unit | null }[]> {
  const rows = await db
    .selectFrom('accessHistory')
    .select(['at', 'content'])
    .where('entity', '=', 'units')
    .where('rowId', '=', unitId)
    .orderBy('id')
    .execute();
  return rows.map(({ at, content }) => ({
    at,
    unit: content === null ? null : unitOf(camel(json(content) as Record<string, unknown>) as UnitRow),
  }));
}
