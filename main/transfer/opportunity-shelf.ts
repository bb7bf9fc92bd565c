import type { Value } from '#domain/conditions';
import type { OpportunityRow } from '#store/import-lookups';
import { makeShelf, type Shelf } from '#store/import-shelf';
import type { ImportSetting } from './importer.ts';

export type OpportunityShelf = Shelf<OpportunityRow> & {
  /** Who holds the one open place of a lead entity on a line. */
  readonly holder: (lineId: string, grainKey: string) => number | undefined;
  readonly openOnCard: (cardId: number, lineId: string) => OpportunityRow | undefined;
};

const placeOf = (row: OpportunityRow) => JSON.stringify([row.lineId, row.grainKey]);

/** Opportunities by external id. In a preview the open places that its rows take and leave are remembered too. */
export function makeOpportunityShelf({ writer, lookups, source }: ImportSetting): OpportunityShelf {
  const keyOf = (row: OpportunityRow) =>
    row.source === source ? row.externalId : JSON.stringify([row.source, row.externalId]);
  const shelf = makeShelf<OpportunityRow>('opportunities', writer, keyOf, lookups.opportunity);
  if (writer) return { ...shelf, holder: lookups.holder, openOnCard: lookups.openOnCard };
  const places = new Map<string, number | undefined>();
  const take = (row: OpportunityRow) => {
    if (row.status === 'open') places.set(placeOf(row), row.id);
    return row;
  };
  return {
    find: shelf.find,
    add: (row) => take(shelf.add(row)),
    change: (row, patch) => {
      if (row.status === 'open') places.set(placeOf(row), undefined);
      return take(shelf.change(row, patch));
    },
    holder: (lineId, grainKey) => {
      const place = JSON.stringify([lineId, grainKey]);
      return places.has(place) ? places.get(place) : lookups.holder(lineId, grainKey);
    },
    openOnCard: (cardId, lineId) => {
      const row = lookups.openOnCard(cardId, lineId);
      return row && (shelf.find(keyOf(row)) ?? row);
    },
  };
}

/** Attributes with some set, as the store keeps them: keys in order, so that the same values are the same text. */
export function mergeAttributes(stored: string, given: Readonly<Record<string, Value>>): string {
  if (Object.keys(given).length === 0) return stored;
  const merged = { ...(JSON.parse(stored) as Record<string, Value>), ...given };
  return JSON.stringify(
    Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
  );
}
