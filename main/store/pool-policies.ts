import type { PolicyPlace, PoolPolicy } from '#domain/pool';
import type { Db, Raw } from './database.ts';

export type StoredPolicy = PolicyPlace & {
  readonly id: string;
  readonly isOn: boolean;
  readonly revision: number;
  readonly policy: PoolPolicy;
};

type Row = {
  id: string;
  groupId: string | null;
  lineId: string | null;
  isOn: number;
  revision: number;
  content: string;
};

const policyOf = ({ content, isOn, ...row }: Row): StoredPolicy => ({
  ...row,
  isOn: isOn === 1,
  policy: JSON.parse(content) as PoolPolicy,
});

/** Every policy: the company's first, then by line and by group. */
export async function listPolicies(db: Db): Promise<StoredPolicy[]> {
  const rows = await db
    .selectFrom('poolPolicies')
    .selectAll()
    .orderBy('groupId', (order) => order.asc().nullsFirst())
    .orderBy('lineId', (order) => order.asc().nullsFirst())
    .execute();
  return rows.map(policyOf);
}

/** The same for a sweep, on the bare connection. */
export function readPolicies(raw: Raw): StoredPolicy[] {
  const rows = raw
    .prepare(
      'SELECT id, group_id AS groupId, line_id AS lineId, is_on AS isOn, revision, content FROM pool_policies ORDER BY id',
    )
    .all() as Row[];
  return rows.map(policyOf);
}

export async function savePolicy(db: Db, saved: StoredPolicy): Promise<void> {
  const { id, groupId, lineId, isOn, revision, policy } = saved;
  const row = { groupId, lineId, isOn: isOn ? 1 : 0, revision, content: JSON.stringify(policy) };
  await db
    .insertInto('poolPolicies')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
