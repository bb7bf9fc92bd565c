import type { Facts } from '#domain/conditions';
import { z } from 'zod';
import type { DecisionReason } from './reason.ts';

/** Whether a member takes part at a moment, or why not. */
export type Standing = 'on' | 'off' | 'left' | 'absent' | 'offHours';

/** A member of a group as a run holds it. `load` is one object for one person, whichever groups they are in. */
export type Seat = {
  readonly userId: string;
  readonly weight: number;
  readonly openCap: number | null;
  /** How many this group may give them in one period; `given` is how many it has, in the current one. */
  readonly periodCap: number | null;
  readonly skills: readonly string[];
  readonly standing: Standing;
  /** Entitled minus received, in TURN_UNIT: positive when this member is owed. */
  turn: number;
  given: number;
  readonly load: { open: number };
};

/** Why a seat can or cannot be chosen now. */
export const SeatState = z.enum([
  'ready',
  'off',
  'left',
  'absent',
  'offHours',
  'zeroWeight',
  'atCap',
  'atPeriodCap',
  'unskilled',
]);
export type SeatState = z.infer<typeof SeatState>;

/** Whether a seat can be chosen now, or the first reason why not. `needed`: the skills that the opportunity asks for. */
export function seatState(seat: Seat, needed: readonly string[] = []): SeatState {
  if (seat.standing !== 'on') return seat.standing;
  if (seat.weight === 0) return 'zeroWeight';
  if (seat.openCap !== null && seat.load.open >= seat.openCap) return 'atCap';
  if (seat.periodCap !== null && seat.given >= seat.periodCap) return 'atPeriodCap';
  for (const skill of needed) if (!seat.skills.includes(skill)) return 'unskilled';
  return 'ready';
}

const NONE: readonly string[] = [];

/** What an opportunity asks of a member, from the attribute that a group matches skills by; unset: nothing. */
export function neededSkills(attribute: string | null, facts: Facts): readonly string[] {
  const value = attribute === null ? undefined : facts[attribute];
  if (typeof value === 'string') return value === '' ? NONE : [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : NONE;
}

/** The reason closest to somebody getting it: caps, then hours and absence, then skill, weight and presence. */
export function nobodyReason(states: ReadonlySet<SeatState>): DecisionReason {
  if (states.size === 0) return 'groupEmpty';
  if (states.has('atCap')) return 'allAtCap';
  if (states.has('atPeriodCap')) return 'allAtPeriodCap';
  if (states.has('offHours')) return 'outOfHours';
  if (states.has('absent')) return 'allAbsent';
  if (states.has('unskilled')) return 'noSkill';
  return states.has('zeroWeight') ? 'allZeroWeight' : 'allOff';
}
