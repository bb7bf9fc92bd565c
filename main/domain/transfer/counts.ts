/** How the rows of a file came out. */
export type Counts = {
  rows: number;
  fresh: number;
  updated: number;
  unchanged: number;
  duplicate: number;
  rejected: number;
};
export type Outcome = Exclude<keyof Counts, 'rows'>;

export const noRows = (): Counts => ({
  rows: 0,
  fresh: 0,
  updated: 0,
  unchanged: 0,
  duplicate: 0,
  rejected: 0,
});

/** Whether every row of the file has an outcome: what every import must be able to say. */
export function isWhole(counts: Counts): boolean {
  return (
    counts.rows === counts.fresh + counts.updated + counts.unchanged + counts.duplicate + counts.rejected
  );
}
