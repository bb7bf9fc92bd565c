export type PoolTables = Record<never, never>;
