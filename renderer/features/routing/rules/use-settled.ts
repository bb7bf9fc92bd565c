import type { Rule } from '#domain/rules';
import { changedSpan } from '#features/routing/grid';
import { startTransition, useDeferredValue, useEffect, useState } from 'react';

/** From so many rows on, what goes through all of them waits for the typing to rest. */
const LONG = 1000;
const RESTS_MS = 500;
/** How long the reading of new rows may hold the page at a time, and how many are read before the clock is looked at. */
const SLICE_MS = 8;
const AT_ONCE = 50;

/**
 * The rows once the typing rests: what looks at all of them (checks, columns, analysis) never delays a key. Rows that
 * are new since are read before that, a few at a time, so that looking at all of them is quick.
 */
export function useSettled(
  rules: readonly Rule[],
  isTyping: boolean,
  read: (rows: readonly Rule[]) => void,
): readonly Rule[] {
  const deferred = useDeferredValue(rules);
  const [rested, setRested] = useState(rules);
  useEffect(() => {
    if (rules.length <= LONG || isTyping) return;
    const { from, added } = changedSpan(rested, rules);
    let at = from;
    const slice = () => {
      for (const until = performance.now() + SLICE_MS; at < from + added && performance.now() < until; ) {
        read(rules.slice(at, Math.min(at + AT_ONCE, from + added)));
        at += AT_ONCE;
      }
      if (at < from + added) timer = setTimeout(slice, 4);
      else startTransition(() => setRested(rules));
    };
    let timer = setTimeout(slice, RESTS_MS);
    return () => clearTimeout(timer);
  }, [rules, isTyping, rested, read]);
  return rules.length > LONG ? rested : deferred;
}
