import { factsAbout } from '#domain/routing';
import { columnsBuilder, type FactColumns } from '#domain/rules';
import type { Block, pastReader, PastRow } from '#store/routing-replay';

/** A stretch of opportunities as rules are matched with it, the newest first. */
type Columns = {
  readonly version: number;
  readonly facts: FactColumns;
  readonly ids: Float64Array;
  readonly createdAt: Float64Array;
  readonly isOpen: Uint8Array;
  /** Business lines, and each opportunity's as its place among them. */
  readonly lines: readonly string[];
  readonly line: Uint16Array;
};

/** So many stretches stay in memory, about a megabyte each. */
const MOST_KEPT = 128;
/** With more attributes than this, those that nobody tests any more are forgotten. */
const MOST_ATTRIBUTES = 64;

/** Keeps the columns of opportunities that were read once, for as long as nothing in their stretch changes. */
export function columnsKeeper(reader: ReturnType<typeof pastReader>) {
  const kept = new Map<number, Columns>();
  let known: ReadonlySet<string> = new Set();
  return {
    /** Makes room for some attributes; what was read without them is read again. */
    readWith: (tested: ReadonlySet<string>) => {
      if (tested.isSubsetOf(known)) return;
      const both = known.union(tested);
      known = both.size > MOST_ATTRIBUTES ? tested : both;
      kept.clear();
    },
    columns: ({ block, version }: Block): Columns => {
      const found = kept.get(block);
      if (found?.version === version) return found;
      const read = columnsOf(reader.rows(block), known, version);
      if (found || kept.size < MOST_KEPT) kept.set(block, read);
      return read;
    },
  };
}

function columnsOf(rows: readonly PastRow[], tested: ReadonlySet<string>, version: number): Columns {
  const builder = columnsBuilder([...tested], rows.length);
  const read = factsAbout(tested);
  const ids = new Float64Array(rows.length);
  const createdAt = new Float64Array(rows.length);
  const isOpen = new Uint8Array(rows.length);
  const line = new Uint16Array(rows.length);
  const lines = new Map<string, number>();
  for (const [at, row] of rows.entries()) {
    const [id, attributes, lineId, source, amountMinor, currency, created, status] = row;
    const open = status === 'open';
    builder.add(
      read({ attributes, lineId, source, amountMinor, currency, createdAt: created, isOpen: open }).facts,
    );
    ids[at] = id;
    createdAt[at] = created;
    isOpen[at] = open ? 1 : 0;
    const place = lines.get(lineId) ?? lines.size;
    lines.set(lineId, place);
    line[at] = place;
  }
  return { version, facts: builder.finish(), ids, createdAt, isOpen, lines: [...lines.keys()], line };
}
