import type { Generated } from 'kysely';

export type AccessTables = {
  units: {
    id: string;
    parentId: string | null;
    labelZh: string;
    labelEn: string;
    leaderId: string | null;
    externalId: string | null;
  };
  users: {
    id: string;
    login: string;
    name: string;
    unitId: string | null;
    status: 'active' | 'left';
    source: string;
    externalId: string;
    createdAt: number;
  };
  credentials: {
    userId: string;
    passwordHash: string;
    failedCount: Generated<number>;
    lockedUntil: number | null;
    lastFailedAt: Generated<number | null>;
    changedAt: number;
    mustChange: Generated<number>;
  };
  recoveryCodes: { userId: string; codeHash: string; madeAt: number };
  unknownLogins: { loginHash: string; failedCount: number; lockedUntil: number | null; lastAt: number };
  roles: {
    id: string;
    labelZh: string;
    labelEn: string;
    permissions: string;
    parents: Generated<string>;
    columns: Generated<string>;
  };
  userRoles: { userId: string; roleId: string; fromAt: Generated<number>; toAt: Generated<number | null> };
  userScopes: {
    userId: string;
    pageGroup: string;
    effect: Generated<'show' | 'limit'>;
    kind: 'own' | 'group' | 'subtree' | 'chosen' | 'all';
    unitIds: string;
    fromAt: Generated<number>;
    toAt: Generated<number | null>;
  };
  duties: {
    id: string;
    labelZh: string;
    labelEn: string;
    kind: 'static' | 'dynamic';
    memberKind: 'roles' | 'permissions';
    members: string;
    atMost: number;
  };
  /** Each state of a row that decides who may what; `content` is null where the row went. */
  accessHistory: {
    id: Generated<number>;
    entity: string;
    rowId: string;
    content: string | null;
    operation: string;
    actorId: string;
    at: number;
  };
};
