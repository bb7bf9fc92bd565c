/** Organisation: the tree of units and its people, changed in bulk, read from a roster, and as it was on a day. */
export { copyRights, takeRole, takeScopes } from './bulk.ts';
export { inTreeOrder, parentByKey, unitsBelow } from './tree.ts';
export { type Present, readRoster, type RosterReading } from './roster.ts';
export { PEOPLE_COLUMNS, type RosterFault, type RosterTable, UNIT_COLUMNS } from './roster-table.ts';
export { spanAt, spansOf, type UnitSpan } from './history.ts';
export { type Answer, GoLiveMapping, partsIn, planGoLive, unitsToConfirm } from './go-live.ts';
