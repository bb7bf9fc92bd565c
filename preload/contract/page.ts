import { z } from 'zod';

/** Which slice of a list: at most 500 rows from an offset. */
export const PageInput = z.strictObject({
  offset: z.int().min(0).max(10_000_000).default(0),
  limit: z.int().min(1).max(500).default(100),
});

/** A slice of a list, and how many rows the whole list has. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), total: z.int() });
}

/** An operation that answers nothing but "done". */
export const Done = z.object({ done: z.literal(true) });
/** No input. */
export const Nothing = z.strictObject({});
/** One row by its text id. */
export const ById = z.strictObject({ id: z.string().min(1).max(80) });
/** Long work that was started: follow it with `jobs.get` or the `job` event. */
export const Started = z.object({ jobId: z.string() });
