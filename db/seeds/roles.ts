import { ALL_PLAIN, type Columns, type Permission, PERMISSIONS } from '#domain/access';
import type { Label } from '#domain/base';
import type { Db } from '#store/database';

type BuiltInRole = { id: string; label: Label; permissions: readonly Permission[]; columns: Columns };

const views: readonly Permission[] = ['contacts.view', 'orders.view', 'routing.view', 'attribution.view'];

/** The roles every company starts with: what each kind of user does all day, and no more. */
const BUILT_IN_ROLES: readonly BuiltInRole[] = [
  { id: 'role-owner', label: { zh: '所有者', en: 'Owner' }, permissions: PERMISSIONS, columns: ALL_PLAIN },
  {
    id: 'role-sales-ops',
    label: { zh: '销售运营', en: 'Sales operations' },
    permissions: [
      ...views,
      'tagging.edit',
      'routing.edit',
      'routing.publish',
      'routing.approve',
      'routing.run',
      'routing.assign',
      'pool.view',
      'pool.claim',
      'pool.edit',
      'transfer.view',
      'transfer.import',
      'access.view',
      'audit.view',
      'jobs.view',
      'jobs.cancel',
    ],
    columns: ALL_PLAIN,
  },
  {
    id: 'role-trainer',
    label: { zh: '培训师', en: 'Trainer' },
    permissions: views,
    // Teaches by what was done; who the customer is and what was paid is none of it.
    columns: { phone: 'masked', money: 'hidden', notes: 'plain' },
  },
  {
    id: 'role-finance',
    label: { zh: '财务', en: 'Finance' },
    permissions: [
      'contacts.view',
      'orders.view',
      'attribution.view',
      'attribution.edit',
      'attribution.publish',
      'attribution.run',
      'attribution.export',
      'transfer.view',
      'transfer.import',
      'audit.view',
      'jobs.view',
    ],
    columns: { phone: 'masked', money: 'plain', notes: 'masked' },
  },
  {
    id: 'role-leader',
    label: { zh: '组长', en: 'Team leader' },
    permissions: [
      ...views,
      'routing.approve',
      'routing.assign',
      'pool.view',
      'pool.claim',
      'attribution.export',
    ],
    columns: ALL_PLAIN,
  },
  {
    id: 'role-rep',
    label: { zh: '销售', en: 'Sales rep' },
    permissions: [...views, 'pool.view', 'pool.claim'],
    columns: ALL_PLAIN,
  },
];

/** Writes the built-in roles, inside a command; those that are there already stay as they are. */
export async function seedRoles(db: Db): Promise<void> {
  await db
    .insertInto('roles')
    .values(
      BUILT_IN_ROLES.map(({ id, label, permissions, columns }) => ({
        id,
        labelZh: label.zh,
        labelEn: label.en,
        permissions: JSON.stringify(permissions),
        columns: JSON.stringify(columns),
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
