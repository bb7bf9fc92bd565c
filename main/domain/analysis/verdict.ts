import type { Rule } from '#domain/rules';
import type { Axes } from './axes.ts';
import { type Box, boxesMeet, boxOutside, commonBox, type Point } from './boxes.ts';
import { BUDGET, fewestCovers, findUncovered, type Meter, type Search } from './cover.ts';
import { type Aim, aimAt, boxesMeeting, nextBox, pointIn, type Table } from './table.ts';

/** A rule under analysis: kept from edit to edit as long as the rule is the same object. */
export type Row = {
  readonly rule: Rule;
  readonly boxes: readonly Box[];
  /** Its place among the rules, and its first box's place in the table. */
  at: number;
  firstBox: number;
  verdict: Verdict | null;
};

/**
 * What a rule does. `live`: a point that it wins and that would go to another group without it. `unclear`: it may win,
 * and nothing shows that it matters. `idle`: its tests are not analysed, it is off or over, or they exclude each other.
 * `waiting`: a proof is needed, for which this step had nothing left.
 */
export type Verdict =
  | { readonly kind: 'live'; readonly point: Point }
  | { readonly kind: 'dead'; readonly proof: 'proved' | 'notProved'; readonly by: readonly Row[] }
  | { readonly kind: 'redundant'; readonly by: readonly Row[] }
  | { readonly kind: 'unclear' | 'idle' | 'waiting' };

export type Owned = { readonly row: Row; readonly box: Box };

/** What judging reads: the rules as boxes, and where to look. */
export type Bench = {
  readonly axes: Axes;
  readonly table: Table<Owned>;
  readonly aim: Aim;
  /** What one step of the analysis may still spend on proofs. */
  readonly meter: Meter;
};

const FEW_TRIES = 6;
/** Points tried before a rule that could not be proved dead is said to be so without proof. */
const MANY_TRIES = 4000;

/** Whether a row can go without changing anything. */
export function isRemovable({ verdict }: Row): boolean {
  return verdict?.kind === 'dead' || verdict?.kind === 'redundant';
}

/** Whether a point shows that a row matters: it wins there, and without it another group would. */
export function matters(bench: Bench, row: Row, point: Point): 'yes' | 'wins' | 'no' {
  const { table, aim } = bench;
  aimAt(table, bench.axes, point, aim);
  const end = row.firstBox + row.boxes.length;
  for (let at = nextBox(table, aim, 0); ; at = nextBox(table, aim, at + 1)) {
    if (at < 0 || at >= end) return 'no';
    if (at >= row.firstBox) break;
    if (table.boxes[at]?.box.isExact) return 'no';
  }
  for (let at = nextBox(table, aim, end); at >= 0; at = nextBox(table, aim, at + 1)) {
    const next = table.boxes[at];
    if (next?.row.rule.groupId !== row.rule.groupId) return 'yes';
    if (next.box.isExact) return 'wins';
  }
  return 'yes';
}

/** Judges one row; rows behind it must have been judged. */
export function judge(bench: Bench, row: Row): Verdict {
  if (row.boxes.length === 0 || row.boxes.some(({ isExact }) => !isExact)) return { kind: 'idle' };
  const tried = tryPoints(bench, row, FEW_TRIES);
  if (tried.point) return { kind: 'live', point: tried.point };
  if (bench.meter.left <= 0) return { kind: 'waiting' };
  let wins = tried.wins;
  const covers = new Set<Row>();
  let isSpent = false;
  for (const box of row.boxes) {
    const found = wins ? box : lifeIn(bench, row, box, covers);
    if (found === 'spent') isSpent = true;
    else if (found !== 'covered') {
      const point = pointIn(bench.table, bench.axes, found, null);
      const how = wins ? 'wins' : matters(bench, row, point);
      if (how === 'yes') return { kind: 'live', point };
      wins = true;
    }
    if (wins) break;
  }
  if (wins) return judgeNeed(bench, row);
  if (!isSpent) return { kind: 'dead', proof: 'proved', by: inOrder(covers) };
  const late = tryPoints(bench, row, MANY_TRIES);
  if (late.point) return { kind: 'live', point: late.point };
  return late.wins ? judgeNeed(bench, row) : { kind: 'dead', proof: 'notProved', by: inOrder(covers) };
}

function inOrder(rows: Iterable<Row>): Row[] {
  return [...rows].sort((a, b) => a.at - b.at);
}

function tryPoints(bench: Bench, row: Row, tries: number): { point: Point | null; wins: boolean } {
  const chance = chanceFrom(tries);
  let wins = false;
  for (let each = 0; each < tries; each += 1) {
    const box = row.boxes[each % row.boxes.length] as Box;
    const point = pointIn(bench.table, bench.axes, box, each < row.boxes.length ? null : chance);
    const how = matters(bench, row, point);
    if (how === 'yes') return { point, wins: true };
    if (how === 'wins') wins = true;
  }
  return { point: null, wins };
}

/** What earlier rules leave of one of a row's boxes; `covers` takes those that leave nothing. */
function lifeIn(bench: Bench, row: Row, box: Box, covers: Set<Row>): Box | 'covered' | 'spent' {
  const used = new Set<Owned>();
  const found = findUncovered(searchOf(bench), box, exactBefore(bench, row, box), used);
  if (found === 'covered' || found === 'spent') for (const { row: cover } of used) covers.add(cover);
  return found;
}

/** The rules that are needed to cover a dead row: none of them can be left out. */
export function culprits(axes: Axes, { boxes, verdict }: Row): readonly Row[] {
  if (verdict?.kind !== 'dead') return [];
  if (verdict.by.length < 2 || verdict.proof === 'notProved') return verdict.by;
  const covers = verdict.by.flatMap((row) => row.boxes.map((box): Owned => ({ row, box })));
  const needed = boxes.flatMap((box) => fewestCovers(axes, box, covers));
  return inOrder(new Set(needed.map(({ row }) => row)));
}

function searchOf({ axes, meter }: Bench): Search {
  return { axes, budget: BUDGET, meter };
}

function exactBefore({ table, meter }: Bench, row: Row, region: Box): Owned[] {
  meter.left -= table.words;
  return boxesMeeting(table, region)
    .filter((at) => at < row.firstBox)
    .map((at) => table.boxes[at] as Owned)
    .filter(({ box }) => box.isExact);
}

/** Whether what follows would send all that a row takes to the same group. */
function judgeNeed(bench: Bench, row: Row): Verdict {
  const by = new Set<Row>();
  for (const box of row.boxes) {
    const result = needOf(bench, row, box, by);
    if (result !== 'none') return result;
  }
  return { kind: 'redundant', by: inOrder(by) };
}

const MOST_PIECES = 200;

/** Takes a box apart along the rules that follow, in order: same group: settled; another one: only where nobody earlier takes it. */
function needOf(bench: Bench, row: Row, box: Box, by: Set<Row>): Verdict | 'none' {
  const { table, axes } = bench;
  const end = row.firstBox + row.boxes.length;
  let pieces: readonly Box[] = [box];
  for (const at of boxesMeeting(table, box)) {
    if (at < end) continue;
    const next = table.boxes[at] as Owned;
    const isSame = next.row.rule.groupId === row.rule.groupId;
    // What may be removed itself settles nothing: all that is reported can go together.
    if (isSame && (isRemovable(next.row) || !next.box.isExact)) continue;
    const left: Box[] = [];
    for (const piece of pieces) {
      if (!boxesMeet(piece, next.box)) {
        left.push(piece);
        continue;
      }
      if (!isSame) {
        const verdict = takenBefore(bench, row, commonBox(piece, next.box));
        if (verdict) return verdict;
        if (!next.box.isExact) {
          left.push(piece);
          continue;
        }
      } else by.add(next.row);
      left.push(...boxOutside(axes, piece, next.box));
    }
    if (left.length > MOST_PIECES) return { kind: 'unclear' };
    pieces = left;
    if (pieces.length === 0) return 'none';
  }
  for (const piece of pieces) {
    const verdict = takenBefore(bench, row, piece);
    if (verdict) return verdict;
  }
  return 'none';
}

/** Undefined where earlier rules take a whole region; otherwise what that says about the row. */
function takenBefore(bench: Bench, row: Row, region: Box): Verdict | undefined {
  const earlier = exactBefore(bench, row, region);
  const found = findUncovered(searchOf(bench), region, earlier, new Set());
  if (found === 'covered') return undefined;
  if (found === 'spent') return { kind: 'unclear' };
  const point = pointIn(bench.table, bench.axes, found, null);
  return matters(bench, row, point) === 'yes' ? { kind: 'live', point } : { kind: 'unclear' };
}

/** Chances that are the same on every call: what is found must not change from one look to the next. */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
