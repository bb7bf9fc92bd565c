import type { OutputOf } from '#contract/contract';

export type Unit = OutputOf<'access.listUnits'>[number];

/** Units as a reader goes through a tree: each below its parent, with its depth. A unit whose parent is unknown stands at the top. */
export function inTreeOrder(units: readonly Unit[]): { unit: Unit; depth: number }[] {
  const known = new Set(units.map((unit) => unit.id));
  const below = Map.groupBy(units, (unit) =>
    unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : '',
  );
  const walk = (parentId: string, depth: number): { unit: Unit; depth: number }[] =>
    (below.get(parentId) ?? []).flatMap((unit) => [{ unit, depth }, ...walk(unit.id, depth + 1)]);
  return walk('', 0);
}

/** A unit and all units below it. */
export function unitsBelow(units: readonly Unit[], unitId: string): Set<string> {
  const found = new Set([unitId]);
  for (const { unit } of inTreeOrder(units))
    if (unit.parentId !== null && found.has(unit.parentId)) found.add(unit.id);
  return found;
}
