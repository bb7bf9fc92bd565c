/** Distribution (分配): which member of a distribution group gets an opportunity, by weight, load, presence, skill and turn, and why. */
export { assign, fallbackCircle, type Group, type Outcome, pathOf } from './assign.ts';
export { CLOSED, type Deciding, LEAD_OWNER, PREVIOUS_OWNER } from './deciding.ts';
export { type FrameGroups, replay, restoreGroups, type Roster, rosterOf, standingOf } from './frame.ts';
export { type HandOver, handTo, handToGroup, Receiving } from './hand-over.ts';
export { GATE, type GateSeen, type HeldBack, heldBack, heldBackIn, LineGate } from './line-gate.ts';
export { periodAt, type PeriodKind, type Presence, standingAt } from './presence.ts';
export { DecisionReason } from './reason.ts';
export { neededSkills, type Seat, SeatState, seatState, type Standing } from './seat.ts';
export { choose, type Choosing, type Strategy, take, TURN_UNIT } from './turn.ts';
