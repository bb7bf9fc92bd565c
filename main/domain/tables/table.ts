import type { Condition } from '#domain/conditions';

/** Which of several rows that hold counts: the one there is, any (they agree), the first, or the one whose output ranks best. */
export type HitPolicy = 'UNIQUE' | 'ANY' | 'FIRST' | 'PRIORITY';

export type TableRow = {
  readonly id: string;
  readonly condition: Condition;
  /** One text for each output column, as a FEEL literal without its quotes. */
  readonly outputs: readonly string[];
};

export type DecisionTable = {
  readonly name: string;
  readonly hitPolicy: HitPolicy;
  /** Name of each output column, and its values from the best to the worst where the table lists them. */
  readonly outputs: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly rows: readonly TableRow[];
};

/**
 * The rows of a table in an order in which the first that holds decides as the hit policy says (DMN 1.x, 8.2.8):
 * UNIQUE, ANY and FIRST as they stand; PRIORITY by the ranks of the outputs, column by column, equal ones as they stand.
 */
export function orderedRows(table: DecisionTable): TableRow[] {
  if (table.hitPolicy !== 'PRIORITY') return [...table.rows];
  const ranks = table.outputs.map(({ values }) => new Map(values.map((value, rank) => [value, rank])));
  const rankOf = (row: TableRow, column: number) =>
    ranks[column]?.get(row.outputs[column] ?? '') ?? Number.MAX_SAFE_INTEGER;
  return table.rows.toSorted((a, b) => {
    for (const column of ranks.keys()) {
      const difference = rankOf(a, column) - rankOf(b, column);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}
