import type { Rule } from '#domain/rules';
import { startTransition, useDeferredValue, useEffect, useState } from 'react';

/** From so many rows on, what goes through all of them waits for the typing to rest. */
const LONG = 1000;
const RESTS_MS = 250;

/** The rows once the typing rests: what looks at all of them (checks, columns, analysis) never delays a key. */
export function useSettled(rules: readonly Rule[]): readonly Rule[] {
  const deferred = useDeferredValue(rules);
  const [rested, setRested] = useState(rules);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setRested(rules)), RESTS_MS);
    return () => clearTimeout(timer);
  }, [rules]);
  return rules.length > LONG ? rested : deferred;
}
