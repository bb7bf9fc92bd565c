import { z } from 'zod';
import { type Deciding, isOpenIn, LEAD_OWNER } from './deciding.ts';
import { DecisionReason } from './reason.ts';
import { neededSkills, type Seat, SeatState, seatState } from './seat.ts';
import { choose, type Choosing, take } from './turn.ts';

/** Why something that is handed over by a person goes to somebody, or does not. */
export const Receiving = z.enum([
  ...DecisionReason.options,
  ...SeatState.options,
  'notSeen',
  'notOpen',
  'ownedAlready',
  'taken',
]);
export type Receiving = z.infer<typeof Receiving>;

/** `warned`: against a rule, though a person may insist. */
export type HandOver = {
  readonly userId: string | null;
  readonly verdict: 'given' | 'unchanged' | 'warned' | 'refused';
  readonly reason: Receiving;
};

/** Hands one opportunity to a member of a group, and counts it as theirs where nothing speaks against it. */
export function handTo(seat: Seat, group: Choosing, ownerId: string | null, { facts }: Deciding): HandOver {
  const { userId } = seat;
  if (userId === ownerId) return { userId, verdict: 'unchanged', reason: 'ownedAlready' };
  const state = seatState(seat, neededSkills(group.skillAttribute, facts));
  if (state === 'left') return { userId, verdict: 'refused', reason: 'left' };
  const rival = facts[LEAD_OWNER];
  const isFollowed = typeof rival === 'string' && rival !== userId;
  if (state === 'ready' && isOpenIn(facts)) seat.load.open += 1;
  if (isFollowed) return { userId, verdict: 'warned', reason: 'collision' };
  return { userId, verdict: state === 'ready' ? 'given' : 'warned', reason: state };
}

/** Lets a group choose who gets one opportunity, as routing would, and takes the turn where that is somebody new. */
export function handToGroup(
  group: Choosing & { readonly isOn: boolean },
  ownerId: string | null,
  deciding: Deciding,
): HandOver {
  if (!group.isOn) return { userId: null, verdict: 'refused', reason: 'groupOff' };
  const choice = choose(group, deciding);
  if (choice.seat === null) return { userId: null, verdict: 'refused', reason: choice.reason };
  const { userId } = group.seats[choice.seat] as Seat;
  if (userId === ownerId) return { userId, verdict: 'unchanged', reason: 'ownedAlready' };
  take(group, choice.seat, deciding);
  return { userId, verdict: 'given', reason: 'ready' };
}
