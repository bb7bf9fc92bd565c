/** Roster: units and people read from the HR system's files, checked row by row and previewed before anything changes. */
export { RosterPage } from './roster-page.tsx';
