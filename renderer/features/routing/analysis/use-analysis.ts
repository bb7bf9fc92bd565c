import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import type { Finding, Given } from '#domain/analysis';
import { catalogueOf } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import type { Fact } from '#features/routing/phrase';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Answer } from './answerer.ts';
import { type Asker, startAsker } from './asker.ts';

type Groups = readonly OutputOf<'routing.listGroups'>[number][];

export type Analysis = {
  readonly findings: readonly Finding[];
  readonly total: number;
  /** Nothing is known yet, or there may be more. */
  readonly isGoingOn: boolean;
  /** What the counts are of: opportunities of so many days; `isPart`: the newest of them. */
  readonly traffic: {
    readonly opportunities: number;
    readonly days: number;
    readonly isPart: boolean;
  } | null;
};

type AnalysisInput = {
  readonly versionId: string;
  readonly rules: readonly Rule[];
  /** Not all rules are here yet: there is nothing to say of some of them. */
  readonly isPart?: boolean;
  readonly facts: readonly Fact[];
  readonly groups: Groups;
};

/** The findings of rules as they are being edited, on a thread of their own. */
export function useAnalysis({ versionId, rules, isPart = false, facts, groups }: AnalysisInput): Analysis {
  const { data: traffic } = useAsk('routing.getTraffic', { versionId }, { enabled: !isPart });
  const [now] = useState(() => Date.now());
  const [answer, setAnswer] = useState<Answer | null>(null);
  const asker = useRef<Asker | null>(null);
  const given = useMemo<Omit<Given, 'rules'> | null>(
    () =>
      traffic
        ? {
            catalogue: catalogueOf(facts),
            groups: groupsSeen(groups),
            traffic: traffic.rows,
            history: new Map(traffic.history.map((each) => [each.ruleId, each])),
            days: traffic.days,
            now,
          }
        : null,
    [traffic, facts, groups, now],
  );
  useEffect(() => {
    const started = startAsker(setAnswer);
    asker.current = started;
    return () => {
      asker.current = null;
      started.end();
    };
  }, []);
  useEffect(() => {
    if (given && !isPart) asker.current?.ask(given, rules);
  }, [given, rules, isPart]);
  return useMemo(
    () => ({
      findings: answer?.findings ?? [],
      total: answer?.total ?? 0,
      isGoingOn: answer?.isGoingOn ?? true,
      traffic: traffic
        ? { opportunities: traffic.opportunities, days: traffic.days, isPart: traffic.sampled }
        : null,
    }),
    [answer, traffic],
  );
}

/** Whether somebody of a group counts, and whether one of them is there. */
function groupsSeen(groups: Groups): Given['groups'] {
  return new Map(
    groups.map(({ id, isOn, members }) => {
      const counted = members.filter((member) => member.isOn && member.weight > 0);
      const present = counted.filter(
        ({ state }) => state !== 'absent' && state !== 'left' && state !== 'off',
      );
      return [id, { isOn, hasMember: counted.length > 0, isPresent: present.length > 0 }];
    }),
  );
}
