import type { Catalogue } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { type Axes, makeAxes } from './axes.ts';
import { boxesMeet, boxesOf, holdsPoint } from './boxes.ts';
import { type Finding, ranked } from './finding.ts';
import { findingsOf, type Known } from './findings.ts';
import { addKin, dropKin, type Kin, makeKin } from './merge.ts';
import { makeTable } from './table.ts';
import { look, type Sight, sightsOf, type TrafficRow } from './traffic.ts';
import { type Bench, culprits, isRemovable, judge, matters, type Owned, type Row } from './verdict.ts';

/** What an analysis is made of. `now` is UTC ms: validity and ages are read at it, and what is over by then is over. */
export type Given = Known & {
  readonly rules: readonly Rule[];
  readonly catalogue: Catalogue;
  readonly traffic: readonly TrafficRow[];
  readonly now: number;
};

/** The findings of a rule set, kept up to date edit by edit. */
export type Analyser = {
  /** At most 50, by traffic; `total` says how many there are. */
  readonly findings: () => { readonly findings: readonly Finding[]; readonly total: number };
  /** All of them. */
  readonly allFindings: () => readonly Finding[];
  /** Takes the rules as they are now. Rules that are the same objects as before are not read again. */
  readonly edit: (rules: readonly Rule[]) => void;
  /** Goes on with proofs that a step had no time for; false when all are made. Findings become more, never fewer. */
  readonly more: () => boolean;
};

const MOST_FINDINGS = 50;
/** An edit of more rules than this is analysed as if all were new. */
const MOST_CHANGED = 200;

/** Comparisons in one step: about a tenth of a second. */
const STEP = 1_000_000;

type State = { rows: readonly Row[]; bench: Bench; readonly sights: readonly Sight[]; readonly kin: Kin };

/** Analyses ordered rules, and goes on from there with every edit. */
export function makeAnalyser(given: Given): Analyser {
  const facts = given.traffic.map((row) => row.facts);
  const axes = makeAxes(given.catalogue, facts, given.now);
  const rows = arranged(axes, given.rules, new Map());
  const kin = makeKin();
  for (const row of rows) addKin(kin, row);
  const sights = sightsOf(given.traffic, axes);
  const state: State = { rows, bench: benchOf(axes, rows), sights, kin };
  for (const sight of sights) look(state.bench, sight);
  judgeAll(state, null);
  let known: readonly Finding[] | null = null;
  const allFindings = () => {
    known ??= ranked(findingsOf({ ...state, known: given }));
    return known;
  };
  return {
    findings: () => {
      const findings = allFindings()
        .slice(0, MOST_FINDINGS)
        .map((each) => withCulprits(state, each));
      return { findings, total: allFindings().length };
    },
    allFindings,
    edit: (rules) => {
      known = null;
      takeOver(state, rules);
    },
    more: () => {
      if (!state.rows.some(({ verdict }) => verdict?.kind === 'waiting')) return false;
      known = null;
      state.bench.meter.left = STEP;
      for (const row of state.rows) if (row.verdict?.kind === 'waiting') row.verdict = null;
      judgeAll(state, []);
      return true;
    },
  };
}

/** A dead row's finding with just the rules that are needed to cover it. */
function withCulprits({ rows, bench }: State, found: Finding): Finding {
  if (found.kind !== 'dead') return found;
  const row = rows.find(({ rule }) => rule.id === found.ruleId);
  return row ? { ...found, otherRuleIds: culprits(bench.axes, row).map(({ rule }) => rule.id) } : found;
}

function arranged(axes: Axes, rules: readonly Rule[], before: ReadonlyMap<Rule, Row>): Row[] {
  let firstBox = 0;
  return rules.map((rule, at) => {
    const row = before.get(rule) ?? { rule, boxes: boxesOf(axes, rule), at, firstBox, verdict: null };
    row.at = at;
    row.firstBox = firstBox;
    firstBox += row.boxes.length;
    return row;
  });
}

function benchOf(axes: Axes, rows: readonly Row[], before?: Bench): Bench {
  const owned = rows.flatMap((row) => row.boxes.map((box): Owned => ({ row, box })));
  const table = makeTable(axes, owned, before?.table);
  return { axes, table, aim: new Int32Array(table.lanes.length), meter: { left: STEP } };
}

function takeOver(state: State, rules: readonly Rule[]): void {
  const { axes } = state.bench;
  const before = new Map(state.rows.map((row) => [row.rule, row]));
  const rows = arranged(axes, rules, before);
  const kept = new Set(rows);
  const gone = state.rows.filter((row) => !kept.has(row));
  const added = rows.filter((row) => !before.has(row.rule));
  const moved = movedRows(
    state.rows.filter((row) => kept.has(row)),
    rows.filter((row) => before.has(row.rule)),
  );
  for (const row of gone) dropKin(state.kin, row);
  for (const row of added) addKin(state.kin, row);
  state.rows = rows;
  state.bench = benchOf(axes, rows, state.bench);
  const changed = [...new Set([...gone, ...added, ...moved])];
  for (const row of moved) row.verdict = null;
  seeAgain(state, changed);
  judgeAll(state, changed.length > MOST_CHANGED ? null : changed);
}

/** Rows that stand in another order than before: taken out, both orders are the same. */
function movedRows(before: readonly Row[], after: readonly Row[]): Set<Row> {
  const moved = new Set<Row>();
  let k = 0;
  for (let i = 0; i < before.length; ) {
    const was = before[i] as Row;
    const is = after[k] as Row;
    if (was === is) {
      i += 1;
      k += 1;
    } else if (moved.has(was)) i += 1;
    else if (moved.has(is)) k += 1;
    else if (before[i + 1] === is) {
      moved.add(was);
      i += 1;
    } else {
      moved.add(is);
      k += 1;
    }
  }
  return moved;
}

/** Reads the traffic again that changed rules may concern. */
function seeAgain({ bench, sights }: State, changed: readonly Row[]): void {
  const { axes } = bench;
  const touched = new Set(changed.flatMap(({ boxes }) => boxes.flatMap((box) => box.axes)));
  const boxes = changed.flatMap((row) => row.boxes);
  for (const sight of sights) {
    for (const axis of touched) sight.point[axis] = axes.list[axis]?.read(sight.facts) ?? 0;
    if (boxes.some((box) => holdsPoint(axes, box, sight.point))) look(bench, sight);
  }
}

/** Judges rows from the last to the first; of an edit only those that it may concern. */
function judgeAll({ rows, bench }: State, changed: readonly Row[] | null): void {
  const boxes = changed?.flatMap((row) => row.boxes) ?? [];
  const flipped: Row[] = [];
  for (const row of rows.toReversed()) {
    const { verdict } = row;
    if (changed !== null && verdict !== null && isUntouched(bench, row, boxes, flipped)) continue;
    const was = isRemovable(row);
    row.verdict = judge(bench, row);
    if (was !== isRemovable(row)) flipped.push(row);
  }
}

function isUntouched(bench: Bench, row: Row, changed: Row['boxes'], flipped: readonly Row[]): boolean {
  const { verdict } = row;
  switch (verdict?.kind) {
    case undefined:
      return false;
    case 'waiting':
    case 'idle':
      return true;
    case 'live':
      return (
        !changed.some((box) => holdsPoint(bench.axes, box, verdict.point)) ||
        matters(bench, row, verdict.point) === 'yes'
      );
    case 'dead':
    case 'redundant':
    case 'unclear': {
      const concerns = (box: Row['boxes'][number]) => row.boxes.some((own) => boxesMeet(own, box));
      return !changed.some(concerns) && !flipped.some(({ boxes }) => boxes.some(concerns));
    }
  }
}
