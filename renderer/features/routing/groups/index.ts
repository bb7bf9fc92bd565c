/** Groups: the distribution groups as pages, with their members, weights, caps and fallback. */
export { GroupPage } from './group-page.tsx';
export { GroupsPage } from './groups-page.tsx';
