import type { Axes } from './axes.ts';
import { type Box, boxesMeet, boxOutside, leavingAxes } from './boxes.ts';

/** Counts down with every comparison of a region and a cover. */
export type Meter = { left: number };

/** A search for what boxes leave of a region; `budget` counts down with every piece looked at. */
export type Search = { readonly axes: Axes; budget: number; readonly meter: Meter };

/** A piece that no cover meets, `covered` where there is none, or `spent` where the budget did not suffice. */
export type Uncovered = Box | 'covered' | 'spent';

/**
 * Subtracts covers from a region, piece by piece, until a piece is left or nothing is. `used` takes the covers that were
 * needed to see that nothing is left.
 */
export function findUncovered<Cover extends { readonly box: Box }>(
  search: Search,
  region: Box,
  covers: readonly Cover[],
  used: Set<Cover>,
): Uncovered {
  search.budget -= 1;
  if (search.budget < 0) return 'spent';
  search.meter.left -= covers.length;
  const near = covers.filter(({ box }) => boxesMeet(box, region));
  let nearest: Cover | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const cover of near) {
    const leaving = leavingAxes(search.axes, region, cover.box).length;
    if (leaving >= fewest) continue;
    fewest = leaving;
    nearest = cover;
    if (leaving === 0) break;
  }
  if (!nearest) return region;
  used.add(nearest);
  if (fewest === 0) return 'covered';
  const others = near.filter((cover) => cover !== nearest);
  for (const piece of boxOutside(search.axes, region, nearest.box)) {
    const found = findUncovered(search, piece, others, used);
    if (found !== 'covered') return found;
  }
  return 'covered';
}

/** The covers without those that the others can do without. */
export function fewestCovers<Cover extends { readonly box: Box }>(
  axes: Axes,
  region: Box,
  covers: readonly Cover[],
): Cover[] {
  let kept = [...covers];
  if (covers.length > MOST_COVERS) return kept;
  for (const cover of covers) {
    const others = kept.filter((each) => each !== cover);
    const search = { axes, budget: BUDGET, meter: { left: 0 } };
    if (findUncovered(search, region, others, new Set()) === 'covered') kept = others;
  }
  return kept;
}

/** Pieces looked at for one region. */
export const BUDGET = 2000;

/** More covers than this are shown as they are. */
const MOST_COVERS = 60;
