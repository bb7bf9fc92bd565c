import type { Db } from '#store/database';
import { LINES, REGIONS } from './demo-catalogue.ts';
import { personName } from './demo-names.ts';
import type { Chance } from './random.ts';

export type DemoTeam = {
  unitId: string;
  groupId: string;
  lineId: string;
  regionId: string;
  repIds: readonly string[];
};

const REPS_PER_TEAM = 5;
const ROOT = 'unit-sales';

/** The accounts that the sign-in page names, one for each kind of user. */
export const ACCOUNTS = [
  { id: 'user-owner', login: 'owner', name: '何安', role: 'owner', unitId: ROOT, scope: 'all' },
  { id: 'user-ops', login: 'ops', name: '林晓', role: 'sales-ops', unitId: ROOT, scope: 'all' },
  { id: 'user-trainer', login: 'trainer', name: '周敏', role: 'trainer', unitId: ROOT, scope: 'all' },
  { id: 'user-finance', login: 'finance', name: '沈静', role: 'finance', unitId: ROOT, scope: 'all' },
] as const;

/** Company → four regions → twelve teams of a leader and five reps; each team is one distribution group. */
export async function seedOrganisation(db: Db, chance: Chance, at: number): Promise<DemoTeam[]> {
  const user = (id: string, login: string, name: string, unitId: string) =>
    db
      .insertInto('users')
      .values({ id, login, name, unitId, status: 'active', source: 'demo', externalId: id, createdAt: at })
      .execute();
  const unit = (id: string, parentId: string | null, labelZh: string, labelEn: string) =>
    db
      .insertInto('units')
      .values({ id, parentId, labelZh, labelEn, leaderId: null, externalId: id })
      .execute();
  const lead = (id: string, leaderId: string) =>
    db.updateTable('units').set({ leaderId }).where('id', '=', id).execute();

  await unit(ROOT, null, '销售中心', 'Sales');
  for (const account of ACCOUNTS) await user(account.id, account.login, account.name, account.unitId);
  await lead(ROOT, 'user-owner');
  const teams: DemoTeam[] = [];
  for (const region of REGIONS) {
    const regionId = `unit-${region.id}`;
    await unit(regionId, ROOT, region.label.zh, region.label.en);
    await user(`user-${region.id}-head`, `${region.id}-head`, personName(chance), regionId);
    await lead(regionId, `user-${region.id}-head`);
    for (const lineId of region.teams) {
      const line = LINES.find((known) => known.id === lineId);
      const unitId = `unit-${region.id}-${lineId}`;
      await unit(
        unitId,
        regionId,
        `${region.label.zh.slice(0, 2)}${line?.label.zh ?? ''}组`,
        `${region.label.en} ${line?.label.en ?? ''}`,
      );
      const leaderId = `user-${region.id}-${lineId}-lead`;
      await user(leaderId, `${region.id}-${lineId}-lead`, personName(chance), unitId);
      await lead(unitId, leaderId);
      const repIds = Array.from({ length: REPS_PER_TEAM }, (_, n) => `user-${region.id}-${lineId}-${n + 1}`);
      for (const [n, id] of repIds.entries())
        await user(id, `${region.id}-${lineId}-${n + 1}`, personName(chance), unitId);
      teams.push({ unitId, groupId: `group-${region.id}-${lineId}`, lineId, regionId, repIds });
    }
  }
  await seedGroups(db, chance, teams);
  return teams;
}

/** Twelve groups; both groups of a line are each other's neighbours, the first falls back to the second. */
async function seedGroups(db: Db, chance: Chance, teams: readonly DemoTeam[]): Promise<void> {
  const named = new Map(
    await db
      .selectFrom('units')
      .select(['id', 'labelZh', 'labelEn'])
      .execute()
      .then((rows) => rows.map((row) => [row.id, row] as const)),
  );
  for (const team of teams.toReversed()) {
    const sibling = teams.find((other) => other.lineId === team.lineId && other !== team);
    const isFirst = sibling !== undefined && teams.indexOf(team) < teams.indexOf(sibling);
    const unit = named.get(team.unitId);
    await db
      .insertInto('distributionGroups')
      .values({
        id: team.groupId,
        labelZh: unit?.labelZh ?? team.groupId,
        labelEn: unit?.labelEn ?? '',
        fallbackGroupId: isFirst ? sibling.groupId : null,
        isOn: 1,
      })
      .execute();
    for (const userId of team.repIds)
      await db
        .insertInto('groupMembers')
        .values({
          id: `${team.groupId}:${userId}`,
          groupId: team.groupId,
          userId,
          weight: chance.pick([5, 8, 10, 10, 10, 15]),
          openCap: null,
          isOn: 1,
        })
        .execute();
  }
}
