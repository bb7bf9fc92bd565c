// routing.fairness: how far anybody ever is from the exact weighted entitlement, over 10,000 assignments in each of some
// hundred teams of 2 to 12 whose members are away a tenth of the time, for days or by the hour: our choice beside weighted
// random, the lowest count for its weight, and smooth weighted round robin. ROUTING_FAIRNESS_TEAMS makes it shorter.
import { choose, type Choosing, type Seat, take } from '#domain/distribution';
import { type Bench, significant } from './bench.ts';

const TEAMS = Number(process.env['ROUTING_FAIRNESS_TEAMS'] ?? 200);
const ASSIGNMENTS = 10_000;
const ABSENT = 0.1;

export const benches: readonly Bench[] = [
  {
    name: 'routing.fairness',
    run: async () => {
      const teams = teamsOf(20);
      const worst = (picker: NewPicker) => Math.max(...teams.map((team) => driftOf(team, picker)));
      const [ours, random, lowest, smooth] = [fairTurns, weightedRandom, lowestCount, smoothRobin].map(worst);
      const steep = Math.max(...teamsOf(1000).map((team) => driftOf(team, fairTurns)));
      const peers = {
        'smooth weighted round robin': significant(smooth ?? Number.NaN),
        'lowest count, catching up': significant(lowest ?? Number.NaN),
        'weighted random': significant(random ?? Number.NaN),
      };
      const most = ours ?? Number.NaN;
      return {
        bench: 'routing.fairness',
        size: `${TEAMS} teams × ${ASSIGNMENTS.toLocaleString('en')} assignments, 10 % absent, weights 1 to 20`,
        ours: significant(most),
        unit: 'assignments apart, at most',
        floor: null,
        peers,
        ratio: significant(most / Math.min(...Object.values(peers))),
        equal: null,
        also: { 'weights 1 to 1000': significant(steep) },
        goal: '≤ 1.0 assignment from the weighted entitlement',
        met: most <= 1,
      };
    },
  },
];

type Team = {
  readonly weights: readonly number[];
  /** How many assignments an absence lasts, on average. */
  readonly lasting: number;
  readonly seed: number;
};

/** Teams of 2 to 12 with weights up to a limit, with short absences and with long ones; the same on every run. */
function teamsOf(limit: number): Team[] {
  const next = chance(limit);
  return Array.from({ length: TEAMS }, (_, index) => ({
    weights: Array.from({ length: 2 + (index % 11) }, () => 1 + Math.floor(next() * limit)),
    lasting: [1, 5, 25, 200][index % 4] ?? 1,
    seed: index + 1,
  }));
}

type Member = { readonly weight: number; isHere: boolean };
/** Picks one of those who are here. */
type Picker = () => number;
type NewPicker = (members: readonly Member[], next: () => number) => Picker;

/** How far anybody of a team ever is from what they were entitled to. */
function driftOf({ weights, lasting, seed }: Team, picker: NewPicker): number {
  const away = chance(seed);
  const members = weights.map((weight): Member => ({ weight, isHere: true }));
  const pick = picker(members, chance(seed * 7919));
  const gap = weights.map(() => 0);
  let worst = 0;
  for (let round = 0; round < ASSIGNMENTS; round += 1) {
    for (const member of members) {
      // Comes back after so many assignments on average, and is away a tenth of all.
      const moves = member.isHere ? ABSENT / (1 - ABSENT) / lasting : 1 / lasting;
      if (away() < moves) member.isHere = !member.isHere;
    }
    const total = members.reduce((sum, { weight, isHere }) => sum + (isHere ? weight : 0), 0);
    if (total === 0) continue;
    const chosen = pick();
    for (const [index, { weight, isHere }] of members.entries()) {
      const now = (gap[index] ?? 0) + (isHere ? weight / total : 0) - (index === chosen ? 1 : 0);
      gap[index] = now;
      worst = Math.max(worst, Math.abs(now));
    }
  }
  return worst;
}

const fairTurns: NewPicker = (members, next) => {
  const seats = members.map(({ weight }, index): Seat & { standing: Seat['standing'] } => ({
    userId: `u${String(index).padStart(2, '0')}`,
    weight,
    openCap: null,
    periodCap: null,
    skills: [],
    standing: 'on',
    turn: 0,
    given: 0,
    load: { open: 0 },
  }));
  const group: Choosing = { strategy: 'fair', sticky: 'none', skillAttribute: null, catchesUp: false, seats };
  const deciding = { seed: Math.floor(next() * 2 ** 31), at: 0, facts: {} };
  return () => {
    for (const [index, { isHere }] of members.entries()) {
      const seat = seats[index];
      if (seat) seat.standing = isHere ? 'on' : 'absent';
    }
    const { seat } = choose(group, deciding);
    if (seat === null) throw new Error('somebody is here, and nobody was chosen');
    take(group, seat, deciding);
    return seat;
  };
};

const weightedRandom: NewPicker = (members, next) => () => {
  const total = members.reduce((sum, { weight, isHere }) => sum + (isHere ? weight : 0), 0);
  let left = next() * total;
  return members.findIndex(({ weight, isHere }) => isHere && (left -= weight) < 0);
};

const lowestCount: NewPicker = (members) => {
  const counts = members.map(() => 0);
  return () => {
    const chosen = lowest(members, (index, weight) => ((counts[index] ?? 0) + 1) / weight);
    counts[chosen] = (counts[chosen] ?? 0) + 1;
    return chosen;
  };
};

const smoothRobin: NewPicker = (members) => {
  const current = members.map(() => 0);
  return () => {
    let total = 0;
    for (const [index, { weight, isHere }] of members.entries()) {
      if (!isHere) continue;
      current[index] = (current[index] ?? 0) + weight;
      total += weight;
    }
    const chosen = lowest(members, (index) => -(current[index] ?? 0));
    current[chosen] = (current[chosen] ?? 0) - total;
    return chosen;
  };
};

function lowest(members: readonly Member[], keyOf: (index: number, weight: number) => number): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, { weight, isHere }] of members.entries()) {
    const key = keyOf(index, weight);
    if (!isHere || key >= least) continue;
    best = index;
    least = key;
  }
  return best;
}

/** A small generator of its own: the same numbers on every run. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
