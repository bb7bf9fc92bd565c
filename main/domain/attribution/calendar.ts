import { DateTime } from 'luxon';

type Span = { readonly month: string; readonly from: number; readonly to: number };

/** The company's calendar month (`2026-03`) as moments: from inclusive, to exclusive. */
export function monthSpan(month: string, zone: string): Span {
  return spanFrom(DateTime.fromFormat(month, 'yyyy-MM', { zone }));
}

function spanFrom(start: DateTime): Span {
  return {
    month: start.toFormat('yyyy-MM'),
    from: start.toMillis(),
    to: start.plus({ months: 1 }).toMillis(),
  };
}

/**
 * Answers the company's month of any moment. The calendar is asked once for each month, not once for each row: a
 * hundred thousand moments cost some ms.
 */
export function monthFinder(zone: string): (moment: number) => string {
  const known: Span[] = [];
  let last: Span | undefined;
  return (moment) => {
    if (last && moment >= last.from && moment < last.to) return last.month;
    last = known.find(({ from, to }) => moment >= from && moment < to);
    if (!last) {
      last = spanFrom(DateTime.fromMillis(moment, { zone }).startOf('month'));
      known.push(last);
    }
    return last.month;
  };
}

/** A moment as the clock on the company's wall shows it: `2026-03-15 12:00:00`. */
export function wallClock(moment: number, zone: string): string {
  return DateTime.fromMillis(moment, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');
}
