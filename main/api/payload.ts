/** How deep a payload may nest before it is refused unread: recursion over it must stay safe. */
const MAX_DEPTH = 60;

/** Whether a JSON value nests deeper than any operation needs; walks without recursion. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}
