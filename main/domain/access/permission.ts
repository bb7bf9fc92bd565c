/** Every permission a role can hold: room.action. `view` opens a page; the others are actions on it. */
export const PERMISSIONS = [
  'contacts.view',
  'tagging.edit',
  'orders.view',
  'routing.view',
  'routing.edit',
  'routing.publish',
  'routing.approve',
  'routing.run',
  'routing.assign',
  'pool.view',
  'pool.claim',
  'pool.edit',
  'attribution.view',
  'attribution.edit',
  'attribution.publish',
  'attribution.run',
  'attribution.export',
  'transfer.view',
  'transfer.import',
  'access.view',
  'access.edit',
  'audit.view',
  'jobs.view',
  'jobs.cancel',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Groups of pages for which a user has one data scope each. */
export const PAGE_GROUPS = ['contacts', 'routing', 'orders', 'attribution'] as const;
export type PageGroup = (typeof PAGE_GROUPS)[number];
