/** Pool (公海): what lies there to be claimed, the clocks that lead there, their policies, and merges of collisions. */
export { ClockCard } from './clock-card.tsx';
export { CollisionCheck } from './collision-check.tsx';
export { MergeCard } from './merge-card.tsx';
export { poolPages } from './pages.ts';
export { MyReminders } from './reminders.tsx';
