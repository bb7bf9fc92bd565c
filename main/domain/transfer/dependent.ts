/** What can hang on the rows of an import, so that it cannot be undone. */
export type ImportUse =
  | 'decisions'
  | 'attributions'
  | 'opportunities'
  | 'followUps'
  | 'orders'
  | 'refunds'
  | 'organisation'
  | 'products'
  | 'groups'
  | 'accounts'
  | 'otherImports'
  | 'laterChanges'
  | 'otherRows';

const byTable: Readonly<Record<string, ImportUse>> = {
  decisions: 'decisions',
  attributions: 'attributions',
  opportunities: 'opportunities',
  follow_ups: 'followUps',
  orders: 'orders',
  refunds: 'refunds',
  units: 'organisation',
  users: 'organisation',
  products: 'products',
  distribution_groups: 'groups',
  group_members: 'groups',
  credentials: 'accounts',
  user_roles: 'accounts',
  user_scopes: 'accounts',
  import_changes: 'otherImports',
};

/** What the rows of a table are to the person who wants to undo. */
export function dependentOf(table: string): ImportUse {
  return byTable[table] ?? 'otherRows';
}
