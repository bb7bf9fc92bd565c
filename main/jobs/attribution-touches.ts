import {
  compareTouches,
  type Fault,
  faultFinder,
  FAULTS,
  type Layer1,
  type TouchColumns,
} from '#domain/attribution';
import type { TouchRow } from '#store/attribution-facts';

type Numbers = Float64Array | Int32Array | Uint8Array;

/** A column that grows by doubling. */
function column<T extends Numbers>(make: (length: number) => T) {
  let values = make(1024);
  let length = 0;
  return {
    push: (value: number) => {
      if (length === values.length) {
        const wider = make(length * 2);
        wider.set(values);
        values = wider;
      }
      values[length] = value;
      length += 1;
    },
    take: () => values.subarray(0, length) as T,
  };
}

/** Texts as small numbers, in the order they came; null is −1. */
function dictionary() {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  const numberOf = (text: string | null) => {
    if (text === null) return -1;
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { numberOf, textOf: (number: number) => texts[number] ?? null };
}

export type Span = { readonly from: number; readonly to: number };

/** Every follow-up of the cards that have orders, in columns, each card's in the total order of touches. */
export type CardTouches = {
  readonly columns: TouchColumns;
  /** Positions → indexes into the columns; a card's span is a range of positions. */
  readonly sorted: Int32Array;
  readonly spanOf: (cardId: number) => Span;
  readonly touchAt: (position: number) => {
    id: number;
    happenedAt: number;
    recordedAt: number;
    durationSeconds: number | null;
    userId: string;
    lineId: string | null;
  };
};

const NOTHING: Span = { from: 0, to: 0 };

/** Fills the columns from pages of bare rows; forty bytes a touch. */
export function loadTouches(
  pages: Iterable<readonly TouchRow[]>,
  cards: readonly number[],
  policy: Layer1,
  invalidSeats: ReadonlySet<string>,
  externalIdOf: (followUpId: number) => string,
): CardTouches {
  const slots = new Map(cards.map((card, slot) => [card, slot]));
  const seats = dictionary();
  const lines = dictionary();
  const float = (length: number) => new Float64Array(length);
  const int = (length: number) => new Int32Array(length);
  const [ids, happened, recorded] = [column(float), column(float), column(float)];
  const [slot, seat, line, seconds] = [column(int), column(int), column(int), column(int)];
  const faults = column((length) => new Uint8Array(length));
  const faultOf = faultFinder(policy);
  for (const page of pages)
    for (const [
      id,
      cardId,
      userId,
      channel,
      outcome,
      durationSeconds,
      happenedAt,
      recordedAt,
      lineId,
    ] of page) {
      const place = slots.get(cardId);
      if (place === undefined) continue;
      const seatIsValid = !invalidSeats.has(userId);
      slot.push(place);
      ids.push(id);
      happened.push(happenedAt);
      recorded.push(recordedAt);
      seat.push(seats.numberOf(userId));
      line.push(lines.numberOf(lineId));
      seconds.push(durationSeconds ?? -1);
      faults.push(
        codeOf(faultOf({ channel, outcome, durationSeconds, happenedAt, recordedAt, seatIsValid })),
      );
    }
  const columns = { happenedAt: happened.take(), seat: seat.take(), fault: faults.take() };
  const [idColumn, recordedAt, lineColumn, secondColumn] = [
    ids.take(),
    recorded.take(),
    line.take(),
    seconds.take(),
  ];
  const keys = { id: idColumn, happenedAt: columns.happenedAt, recordedAt, externalIdOf };
  const { sorted, starts } = sortBySlot(slot.take(), slots.size, keys);
  return {
    columns,
    sorted,
    spanOf: (cardId) => {
      const place = slots.get(cardId);
      return place === undefined ? NOTHING : { from: starts[place] ?? 0, to: starts[place + 1] ?? 0 };
    },
    touchAt: (position) => {
      const index = sorted[position] ?? -1;
      const duration = secondColumn[index] ?? -1;
      return {
        id: idColumn[index] ?? 0,
        happenedAt: columns.happenedAt[index] ?? 0,
        recordedAt: recordedAt[index] ?? 0,
        durationSeconds: duration < 0 ? null : duration,
        userId: seats.textOf(columns.seat[index] ?? -1) ?? '',
        lineId: lines.textOf(lineColumn[index] ?? -1),
      };
    },
  };
}

function codeOf(fault: Fault | null): number {
  return fault === null ? 0 : FAULTS.indexOf(fault) + 1;
}

type Keys = {
  id: Float64Array;
  happenedAt: Float64Array;
  recordedAt: Float64Array;
  externalIdOf: (followUpId: number) => string;
};

/** Counting sort by slot, then each slot's touches in their total order. */
function sortBySlot(slot: Int32Array, slots: number, keys: Keys): { sorted: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(slots + 1);
  for (const place of slot) starts[place + 1] = (starts[place + 1] ?? 0) + 1;
  for (let place = 0; place < slots; place += 1)
    starts[place + 1] = (starts[place + 1] ?? 0) + (starts[place] ?? 0);
  const next = starts.slice();
  const sorted = new Int32Array(slot.length);
  for (const [index, place] of slot.entries()) {
    const position = next[place] ?? 0;
    sorted[position] = index;
    next[place] = position + 1;
  }
  const compare = comparer(keys);
  for (let place = 0; place < slots; place += 1) {
    const span = sorted.subarray(starts[place], starts[place + 1]);
    if (span.length > 1) span.sort(compare);
  }
  return { sorted, starts };
}

/** The total order of touches over columns; external ids are read only for those that happened and were recorded together. */
function comparer({ id, happenedAt, recordedAt, externalIdOf }: Keys): (a: number, b: number) => number {
  const whole = (index: number) => ({
    id: id[index] ?? 0,
    externalId: externalIdOf(id[index] ?? 0),
    happenedAt: happenedAt[index] ?? 0,
    recordedAt: recordedAt[index] ?? 0,
  });
  return (a, b) =>
    (happenedAt[a] ?? 0) - (happenedAt[b] ?? 0) ||
    (recordedAt[a] ?? 0) - (recordedAt[b] ?? 0) ||
    compareTouches(whole(a), whole(b));
}
