import { applyFix, type Finding, type FindingKind, type Fix } from '#domain/analysis';
import type { Rule } from '#domain/rules';
import type { Phraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Button, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import styles from './analysis-panel.module.css';
import { type Sayer, sayerOf } from './sayer.ts';
import type { Analysis } from './use-analysis.ts';
import { analysisWords } from './words.ts';

type AnalysisPanelProps = {
  readonly analysis: Analysis;
  readonly rules: readonly Rule[];
  readonly phraser: Phraser;
  readonly groups: readonly { readonly value: string; readonly name: string }[];
  readonly isReadOnly: boolean;
  readonly onReach: (ruleId: string) => void;
  /** Takes the rules after a fix, as one step that can be undone. */
  readonly onFix: (rules: readonly Rule[]) => void;
};

/** What the analysis found, by kind and traffic; a press leads to the row, another one fixes it. */
export function AnalysisPanel(props: AnalysisPanelProps) {
  const { analysis, rules, phraser, groups } = props;
  const words = useWords(analysisWords);
  const format = useFormat();
  const { findings, total, traffic, isGoingOn } = analysis;
  const days = traffic?.days ?? 0;
  const say = useMemo(() => {
    const groupName = (id: string) => groups.find(({ value }) => value === id)?.name ?? id;
    return sayerOf(rules, { words, format, phraser, groupName, days });
  }, [rules, words, format, phraser, groups, days]);
  const byKind = Map.groupBy(
    findings.filter((found) => say.title(found) !== null),
    ({ kind }) => kind,
  );
  const fix = (chosen: Fix) => {
    const named = chosen.kind === 'addRule' ? { ...chosen, name: say.region(chosen).slice(0, 200) } : chosen;
    props.onFix(applyFix(rules, named, crypto.randomUUID()));
    notifications.show({ message: words.done({ what: say.preview(chosen) }) });
  };
  const counted = traffic && { count: format.number(traffic.opportunities), days: traffic.days };
  return (
    <>
      <Text size="xs" c="dimmed">
        {words.hint} {counted && (traffic.isPart ? words.trafficPart(counted) : words.trafficOf(counted))}
      </Text>
      {findings.length === 0 && <Text size="sm">{isGoingOn ? words.goingOn : words.nothing}</Text>}
      {[...byKind].map(([kind, list]) => (
        <KindSection
          key={kind}
          kind={kind}
          findings={list}
          say={say}
          isReadOnly={props.isReadOnly}
          onReach={props.onReach}
          onFix={fix}
        />
      ))}
      {total > findings.length && (
        <Text size="xs" c="dimmed">
          {words.shownOf({ shown: findings.length, total: format.number(total) })}
        </Text>
      )}
    </>
  );
}

type SectionProps = Pick<AnalysisPanelProps, 'isReadOnly' | 'onReach'> & {
  readonly kind: FindingKind;
  readonly findings: readonly Finding[];
  readonly say: Sayer;
  readonly onFix: (fix: Fix) => void;
};

function KindSection({ kind, findings, say, isReadOnly, onReach, onFix }: SectionProps) {
  const words = useWords(analysisWords);
  return (
    <section aria-label={words.kind[kind]}>
      <h3 className={styles.head}>
        {words.kind[kind]}
        <Text span size="xs" c="dimmed">
          {findings.length}
        </Text>
      </h3>
      <ul className={styles.list}>
        {findings.map((found) => (
          <li
            key={`${found.ruleId}/${found.attribute}/${JSON.stringify(found.condition)}`}
            className={styles.finding}
          >
            <FindingText found={found} say={say} onReach={onReach} />
            {!isReadOnly && <Fixes fixes={found.fixes} say={say} onFix={onFix} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function FindingText(props: {
  readonly found: Finding;
  readonly say: Sayer;
  readonly onReach: (ruleId: string) => void;
}) {
  const { found, say } = props;
  const { ruleId } = found;
  const words = useWords(analysisWords);
  const { number } = useFormat();
  return (
    <UnstyledButton
      className={styles.row}
      disabled={ruleId === null}
      onClick={() => ruleId !== null && props.onReach(ruleId)}
    >
      <span className={styles.title}>{say.title(found)}</span>
      <span className={styles.line}>
        {say.text(found)} {found.proof && words.proof[found.proof]}
      </span>
      {found.traffic > 0 && (
        <span className={styles.line}>{words.opportunities({ count: number(found.traffic) })}</span>
      )}
    </UnstyledButton>
  );
}

function Fixes(props: {
  readonly fixes: readonly Fix[];
  readonly say: Sayer;
  readonly onFix: (fix: Fix) => void;
}) {
  const words = useWords(analysisWords);
  const [best] = props.fixes;
  return (
    <>
      {best && <span className={styles.line}>{props.say.preview(best)}</span>}
      <div className={styles.fixes}>
        {props.fixes.map((fix) => (
          <Tooltip key={fix.kind} label={props.say.preview(fix)}>
            <Button
              size="compact-xs"
              variant={fix === best ? 'light' : 'default'}
              aria-label={`${words.fix[fix.kind]}: ${props.say.preview(fix)}`}
              onClick={() => props.onFix(fix)}
            >
              {words.fix[fix.kind]}
            </Button>
          </Tooltip>
        ))}
      </div>
    </>
  );
}
