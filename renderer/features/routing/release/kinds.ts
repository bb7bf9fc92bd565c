import type { OutputOf } from '#contract/contract';
import type { RowConflict } from '#domain/routing';

export type RuleSetRow = OutputOf<'routing.listRuleSets'>[number];
export type VersionRow = RuleSetRow['versions'][number];

/** A row that somebody else changed too: theirs stands in the table, mine is kept aside. */
export type Conflict = RowConflict;
