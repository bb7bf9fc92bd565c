import type { RuleTrace } from '#domain/routing';
import type { Phraser } from '#features/routing/phrase';
import { useWords } from '#i18n/words';
import styles from './side-panel.module.css';
import { ruleWords } from './words.ts';

/** What of a rule did not hold, with the value that was there. */
export function FailedTests(props: { readonly trace: RuleTrace; readonly phraser: Phraser }) {
  const words = useWords(ruleWords);
  const { trace, phraser } = props;
  return trace.tests
    .filter(({ held }) => !held)
    .map(({ condition, seen }) => (
      <span key={JSON.stringify(condition)} className={styles.line}>
        {words.failedTests} {phraser.sentence(condition)}
        {'op' in condition && ` · ${words.sawValue({ value: phraser.value(condition.attribute, seen) })}`}
      </span>
    ));
}
