export type TaggingTables = Record<never, never>;
