import type { Analysis } from '#features/routing/analysis';
import type { GridState } from '#features/routing/grid';
import type { Fact } from '#features/routing/phrase';
import type { Draft } from './use-draft.ts';
import type { Loaded } from './use-rules.ts';
import type { GroupRow, useTable } from './use-table.ts';
import type { Trying } from './use-trying.ts';

/** What every panel beside the table gets to work with. */
export type SideProps = {
  readonly loaded: Loaded;
  readonly draft: Draft;
  /** The grid as it stands, with its cursor. */
  readonly state: GridState;
  readonly table: ReturnType<typeof useTable>;
  readonly facts: readonly Fact[];
  readonly groups: readonly GroupRow[];
  readonly trying: Trying;
  readonly analysis: Analysis;
  readonly isReadOnly: boolean;
  /** Leads to a row of the table: the filter is lifted and the cursor stands there. */
  readonly reach: (ruleId: string) => void;
};
