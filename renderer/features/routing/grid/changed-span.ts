/** Where two lists differ: `removed` items from `from` on became `added` ones; before and after it they hold the same. */
type Span = { readonly from: number; readonly removed: number; readonly added: number };

/** The span between what two lists begin and end with. Items are compared as objects: unchanged rows are the same. */
export function changedSpan(before: readonly unknown[], after: readonly unknown[]): Span {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < shorter - from && before[before.length - 1 - same] === after[after.length - 1 - same])
    same += 1;
  return { from, removed: before.length - from - same, added: after.length - from - same };
}
