/** Distribution (分配): which member of a distribution group gets an opportunity, by weight, load, presence and turn, and why. */
export { assign, fallbackCircle, type Group, type Outcome, pathOf } from './assign.ts';
export { CLOSED, type Deciding, isOpenIn, LEAD_OWNER, PREVIOUS_OWNER } from './deciding.ts';
export { type FrameGroups, replay, restoreGroups, type Roster, rosterOf, standingOf } from './frame.ts';
export { DecisionReason } from './reason.ts';
export { choose, type Seat, seatState, take, TURN_UNIT } from './turn.ts';
