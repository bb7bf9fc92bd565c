/** Decisions: a run of the routing, what every run decided, and one decision with all its evidence. */
export { DecisionPage } from './decision-page.tsx';
export { FallbackPath } from './fallback-path.tsx';
export { RunPage } from './run-page.tsx';
export { UnassignedPage } from './unassigned-page.tsx';
