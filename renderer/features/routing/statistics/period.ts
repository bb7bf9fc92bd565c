const DAY = 86_400_000;

/** Calendar days (`2026-11-22`, both included) as the statistics' period: whole days at UTC+8. */
export function periodOf(from: string | undefined, to: string | undefined): { from?: number; to?: number } {
  const first = from === undefined ? Number.NaN : Date.parse(`${from}T00:00:00+08:00`);
  const last = to === undefined ? Number.NaN : Date.parse(`${to}T00:00:00+08:00`);
  return {
    ...(Number.isNaN(first) ? {} : { from: first }),
    ...(Number.isNaN(last) ? {} : { to: last + DAY }),
  };
}
