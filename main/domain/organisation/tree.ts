type Node = { readonly id: string; readonly parentId: string | null };

/** Units as a reader goes through a tree: each below its parent, with its depth. A unit whose parent is unknown stands at the top. */
export function inTreeOrder<T extends Node>(units: readonly T[]): { unit: T; depth: number }[] {
  const known = new Set(units.map((unit) => unit.id));
  const below = Map.groupBy(units, (unit) =>
    unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : '',
  );
  const walk = (parentId: string, depth: number): { unit: T; depth: number }[] =>
    (below.get(parentId) ?? []).flatMap((unit) => [{ unit, depth }, ...walk(unit.id, depth + 1)]);
  return walk('', 0);
}

/** A unit and all units below it. */
export function unitsBelow(units: readonly Node[], unitId: string): Set<string> {
  const found = new Set([unitId]);
  for (const { unit } of inTreeOrder(units))
    if (unit.parentId !== null && found.has(unit.parentId)) found.add(unit.id);
  return found;
}

/** Where a unit goes by one key: below the one before it, or beside its parent; undefined where it cannot. */
export function parentByKey(
  units: readonly Node[],
  unitId: string,
  direction: 'in' | 'out',
): string | null | undefined {
  const unit = units.find((one) => one.id === unitId);
  if (!unit) return undefined;
  if (direction === 'out') {
    const parent = units.find((one) => one.id === unit.parentId);
    return parent && parent.parentId;
  }
  const beside = units.filter((one) => one.parentId === unit.parentId);
  return beside[beside.indexOf(unit) - 1]?.id;
}
