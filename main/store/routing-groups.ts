import type { RowScope } from '#domain/access';
import type { Label } from '#domain/base';
import type { KnownGroup } from '#domain/routing';
import { sql } from 'kysely';
import type { Db } from './database.ts';
import { inScope } from './scope.ts';

export type GroupMember = {
  /** Empty, like the name, for somebody outside the scope; then there is no unit and no count either. */
  userId: string;
  userName: string;
  unit: Label | null;
  weight: number;
  openCap: number | null;
  isOn: boolean;
  periodCap: number | null;
  skills: string[];
  calendarId: string | null;
  hasLeft: boolean;
  absences: [from: number, to: number][];
  turn: number;
  /** What this group gave them in the period that it names. */
  period: string;
  given: number;
  /** Open opportunities they own now, from whichever group. */
  openCount: number;
  /** How many this group has ever given them. */
  assigned: number;
};

/** How a group picks, and whom it asks. */
type GroupSettings = {
  strategy: 'fair' | 'leastLoaded' | 'manual';
  sticky: 'none' | 'previousOwner' | 'leadOwner';
  skillAttribute: string | null;
  calendarId: string | null;
  keepsHours: boolean;
  catchesUp: boolean;
  period: 'day' | 'week' | 'month';
};

export type StoredGroup = GroupSettings & {
  id: string;
  label: Label;
  isOn: boolean;
  fallbackGroupId: string | null;
  members: GroupMember[];
};

/** Groups by name, one or all; of members whom a scope does not show only how they take turns. */
export async function listGroups(db: Db, scope: RowScope, id?: string): Promise<StoredGroup[]> {
  let query = db.selectFrom('distributionGroups').selectAll().orderBy('labelZh').orderBy('id');
  if (id !== undefined) query = query.where('id', '=', id);
  const groups = await query.execute();
  const members = await listMembers(db, scope, id);
  return groups.map((group) => ({
    id: group.id,
    label: { zh: group.labelZh, en: group.labelEn },
    isOn: group.isOn === 1,
    fallbackGroupId: group.fallbackGroupId,
    strategy: group.strategy,
    sticky: group.sticky,
    skillAttribute: group.skillAttribute,
    calendarId: group.calendarId,
    keepsHours: group.keepsHours === 1,
    catchesUp: group.catchesUp === 1,
    period: group.period,
    members: members.get(group.id) ?? [],
  }));
}

async function listMembers(db: Db, scope: RowScope, groupId?: string): Promise<Map<string, GroupMember[]>> {
  let query = db
    .selectFrom('groupMembers as m')
    // What is told of the person hangs on this join.
    .leftJoin('users as u', (join) => join.onRef('u.id', '=', 'm.userId').on(inScope(scope, 'u.id')))
    .leftJoin('units', 'units.id', 'u.unitId')
    .leftJoin('groupTurns as t', (join) =>
      join.onRef('t.groupId', '=', 'm.groupId').onRef('t.userId', '=', 'u.id'),
    )
    .select(['m.groupId', 'u.id as userId', 'm.weight', 'm.openCap', 'm.isOn', 'u.name', 't.assigned'])
    .select([
      'units.labelZh',
      'units.labelEn',
      'm.periodCap',
      'm.skills',
      'm.calendarId',
      't.turn',
      't.period',
      't.given',
    ])
    .select('u.status')
    .select((eb) =>
      eb
        .selectFrom('opportunities')
        .whereRef('opportunities.ownerId', '=', 'u.id')
        .where('opportunities.status', '=', sql.lit('open'))
        .select((of) => of.fn.countAll<number>().as('open'))
        .as('open'),
    )
    .orderBy('u.name', (order) => order.asc().nullsLast())
    .orderBy('m.userId');
  if (groupId !== undefined) query = query.where('m.groupId', '=', groupId);
  const absences = await mapAbsences(db);
  const members = new Map<string, GroupMember[]>();
  for (const row of await query.execute()) {
    const list = members.get(row.groupId) ?? [];
    list.push({
      userId: row.userId ?? '',
      userName: row.name ?? '',
      unit: row.labelZh === null ? null : { zh: row.labelZh, en: row.labelEn ?? '' },
      weight: row.weight,
      openCap: row.openCap,
      isOn: row.isOn === 1,
      periodCap: row.periodCap,
      skills: JSON.parse(row.skills) as string[],
      calendarId: row.calendarId,
      hasLeft: row.status === 'left',
      absences: absences.get(row.userId ?? '') ?? [],
      turn: row.turn ?? 0,
      period: row.period ?? '',
      given: row.given ?? 0,
      openCount: row.open ?? 0,
      assigned: row.assigned ?? 0,
    });
    members.set(row.groupId, list);
  }
  return members;
}

async function mapAbsences(db: Db): Promise<Map<string, [from: number, to: number][]>> {
  const rows = await db
    .selectFrom('absences')
    .select(['userId', 'fromAt', 'toAt'])
    .orderBy('fromAt')
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ userId }) => userId)].map(([userId, own]) => [
      userId,
      own.map(({ fromAt, toAt }): [number, number] => [fromAt, toAt]),
    ]),
  );
}

/** What a draft's check needs of every group. */
export async function mapKnownGroups(db: Db): Promise<Map<string, KnownGroup>> {
  const rows = await db
    .selectFrom('distributionGroups as g')
    .select(['g.id', 'g.isOn'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('groupMembers as m')
            .innerJoin('users as u', 'u.id', 'm.userId')
            .whereRef('m.groupId', '=', 'g.id')
            .where('m.isOn', '=', 1)
            .where('m.weight', '>', 0)
            .where('u.status', '=', 'active')
            .select('m.id'),
        )
        .as('hasMember'),
    )
    .execute();
  return new Map(
    rows.map((row) => [row.id, { isOn: row.isOn === 1, hasMember: Number(row.hasMember) === 1 }]),
  );
}

/** Group → the group it falls back to. */
export async function mapFallbacks(db: Db): Promise<Map<string, string | null>> {
  const rows = await db.selectFrom('distributionGroups').select(['id', 'fallbackGroupId']).execute();
  return new Map(rows.map((row) => [row.id, row.fallbackGroupId]));
}

/** Group → its name. */
export async function mapGroupLabels(db: Db): Promise<Map<string, Label>> {
  const rows = await db.selectFrom('distributionGroups').select(['id', 'labelZh', 'labelEn']).execute();
  return new Map(rows.map((row) => [row.id, { zh: row.labelZh, en: row.labelEn }]));
}

/** The first of some users that nobody knows, or undefined. */
export async function findUnknownUser(db: Db, userIds: readonly string[]): Promise<string | undefined> {
  if (userIds.length === 0) return undefined;
  const rows = await sql<{ id: string }>`
    SELECT id FROM users WHERE id IN (SELECT value FROM json_each(${JSON.stringify(userIds)}))`.execute(db);
  const known = new Set(rows.rows.map((row) => row.id));
  return userIds.find((id) => !known.has(id));
}

export type GroupToSave = GroupSettings & {
  id: string;
  label: Label;
  isOn: boolean;
  fallbackGroupId: string | null;
  members: readonly {
    userId: string;
    weight: number;
    openCap: number | null;
    isOn: boolean;
    periodCap: number | null;
    skills: readonly string[];
    calendarId: string | null;
  }[];
};

/** Writes a group, new or known, and its members; members that did not change are left alone. */
export async function saveGroup(db: Db, group: GroupToSave, newId: () => string): Promise<void> {
  const row = {
    labelZh: group.label.zh,
    labelEn: group.label.en,
    isOn: group.isOn ? 1 : 0,
    fallbackGroupId: group.fallbackGroupId,
    strategy: group.strategy,
    sticky: group.sticky,
    skillAttribute: group.skillAttribute,
    calendarId: group.calendarId,
    keepsHours: group.keepsHours ? 1 : 0,
    catchesUp: group.catchesUp ? 1 : 0,
    period: group.period,
  };
  await db
    .insertInto('distributionGroups')
    .values({ id: group.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  const members = await db.selectFrom('groupMembers').selectAll().where('groupId', '=', group.id).execute();
  const old = new Map(members.map((member) => [member.userId, member]));
  for (const { userId, weight, openCap, isOn, periodCap, skills, calendarId } of group.members) {
    const known = old.get(userId);
    old.delete(userId);
    const values = {
      weight,
      openCap,
      isOn: isOn ? 1 : 0,
      periodCap,
      skills: JSON.stringify(skills),
      calendarId,
    };
    if (!known)
      await db
        .insertInto('groupMembers')
        .values({ id: newId(), groupId: group.id, userId, ...values })
        .execute();
    else if (Object.entries(values).some(([column, value]) => known[column as keyof typeof values] !== value))
      await db.updateTable('groupMembers').set(values).where('id', '=', known.id).execute();
  }
  for (const { id } of old.values()) await db.deleteFrom('groupMembers').where('id', '=', id).execute();
}
