import { useAsk } from '#bridge/ask';
import type { BridgeError } from '#bridge/bridge-error';
import type { OutputOf } from '#contract/contract';
import type { Value } from '#domain/conditions';
import { factsAbout, traceRules } from '#domain/routing';
import type { Fact } from '#features/routing/phrase';
import { useLanguage } from '#i18n/language';
import { useDeferredValue, useMemo, useState } from 'react';
import { changedIn, factsTried, type Origin, originOf, type Tried } from './tried.ts';
import type { Draft } from './use-draft.ts';

export type Trying = {
  readonly tried: Tried;
  readonly onTry: (key: string, value: string | readonly string[]) => void;
  /** What the fields say. */
  readonly facts: Readonly<Record<string, Value>>;
  /** null while nothing is being tried: a long table is not traced for nobody. */
  readonly trace: ReturnType<typeof traceRules> | null;
  /** The moment that the trying takes as now. */
  readonly now: number;
  /** The opportunity that fills the fields; undefined where nobody chose one, or until its facts are there. */
  readonly loaded: Opportunity | undefined;
  readonly loadError: BridgeError | null;
  /** The keys of fields that no longer say what the opportunity does. */
  readonly changed: ReadonlySet<string>;
  /** Fills the fields with an opportunity, or empties them. */
  readonly onLoad: (opportunityId: number | null) => void;
  /** Puts back what the opportunity says: in one field, or in all. */
  readonly onPutBack: (key?: string) => void;
};

type Loaded = OutputOf<'contacts.getOpportunity'>;
export type Opportunity = Loaded['opportunity'];

const BUILT_IN = factsAbout(new Set(['line', 'source', 'amount', 'createdAt']));

/** One opportunity tried on the draft as it stands, by the very code that will decide. */
export function useTrying({ state }: Draft, facts: readonly Fact[], isTrying: boolean): Trying {
  const { zone } = useLanguage();
  const rules = useDeferredValue(state.rules);
  const [now] = useState(() => Date.now());
  const [opportunityId, setOpportunityId] = useState<number | null>(null);
  const [entered, setEntered] = useState<Tried>({});
  const { data, error } = useAsk(
    'contacts.getOpportunity',
    { id: opportunityId ?? 1 },
    { enabled: isTrying && opportunityId !== null },
  );
  const loaded = opportunityId === null ? undefined : data;
  const origin = useMemo(() => loaded && originOf(seenIn(loaded), facts, zone), [loaded, facts, zone]);
  const tried = useMemo(() => ({ ...origin?.tried, ...entered }), [origin, entered]);
  const seen = useMemo(() => factsTried(tried, { facts, zone, origin }), [tried, facts, zone, origin]);
  const trace = useMemo(() => (isTrying ? traceRules(rules, seen, now) : null), [isTrying, rules, seen, now]);
  return {
    tried,
    onTry: (key, value) => setEntered({ ...entered, [key]: value }),
    facts: seen,
    trace,
    now,
    loaded: loaded?.opportunity,
    loadError: opportunityId === null ? null : error,
    changed: useMemo(() => changedOf(tried, origin), [tried, origin]),
    onLoad: (id) => {
      setOpportunityId(id);
      setEntered({});
    },
    onPutBack: (key) =>
      setEntered(
        key === undefined ? {} : Object.fromEntries(Object.entries(entered).filter(([k]) => k !== key)),
      ),
  };
}

const changedOf = (tried: Tried, origin: Origin | undefined) =>
  new Set(origin === undefined ? [] : changedIn(tried, origin));

/** An opportunity's facts as the rules read them. */
function seenIn({ opportunity, source }: Loaded): Record<string, unknown> {
  const attributes = JSON.stringify(opportunity.attributes);
  return BUILT_IN({ ...opportunity, attributes, source, isOpen: true }).facts;
}
