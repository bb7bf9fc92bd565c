import type { Value } from '#domain/conditions';
import { traceRules } from '#domain/routing';
import type { Fact } from '#features/routing/phrase';
import { useLanguage } from '#i18n/language';
import { useDeferredValue, useMemo, useState } from 'react';
import { factsTried, type Tried } from './tried.ts';
import type { Draft } from './use-draft.ts';

export type Trying = {
  readonly tried: Tried;
  readonly onTry: (tried: Tried) => void;
  /** What the fields say. */
  readonly facts: Readonly<Record<string, Value>>;
  /** null while nothing is being tried: a long table is not traced for nobody. */
  readonly trace: ReturnType<typeof traceRules> | null;
  /** The moment that the trying takes as now. */
  readonly now: number;
};

/** One opportunity tried on the draft as it stands, by the very code that will decide. */
export function useTrying({ state }: Draft, facts: readonly Fact[], isTrying: boolean): Trying {
  const { zone } = useLanguage();
  const rules = useDeferredValue(state.rules);
  const [now] = useState(() => Date.now());
  const [tried, setTried] = useState<Tried>({});
  const seen = useMemo(() => factsTried(tried, facts, zone), [tried, facts, zone]);
  const trace = useMemo(() => (isTrying ? traceRules(rules, seen, now) : null), [isTrying, rules, seen, now]);
  return { tried, onTry: setTried, facts: seen, trace, now };
}
