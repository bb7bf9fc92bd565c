import type { Filters } from '#ui/use-filters';

/** What the address of the page holds. */
export const FILTERS = ['ruleSetId', 'from', 'to', 'by', 'stale', 'sort'] as const;
export type StatisticsFilters = Filters<(typeof FILTERS)[number]>;
