export const pool = {};

export type PoolErrors = Record<never, never>;
