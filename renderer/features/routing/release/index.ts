/** Release: what differs between versions, what it moves, and how a draft is submitted, approved and published. */
export { ApprovalInbox } from './approval-inbox.tsx';
export { CompareDialog } from './compare-dialog.tsx';
export { ConflictDialog } from './conflict-dialog.tsx';
export { ReleaseDialog } from './release-dialog.tsx';
export { ReviewBar } from './review-bar.tsx';
export type { Conflict } from './kinds.ts';
