import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import styles from './pool.module.css';
import { useSpanText } from './span-text.ts';
import { poolWords } from './words.ts';

type Step = NonNullable<OutputOf<'pool.getClock'>['clock']>['why'][number];

/** How a clock came to where it stands, step by step. */
export function ClockWhy({ why }: { readonly why: readonly Step[] }) {
  const words = useWords(poolWords);
  const say = useStepText();
  return (
    <details className={styles.more}>
      <summary>{words.why}</summary>
      <ol className={styles.list}>
        {why.map((step, index) => (
          <li key={`${step.kind}-${index}`}>{say(step)}</li>
        ))}
      </ol>
    </details>
  );
}

function useStepText(): (step: Step) => string {
  const { whySteps: say } = useWords(poolWords);
  const { dateTime, number } = useFormat();
  const span = useSpanText();
  return (step) => {
    switch (step.kind) {
      case 'assigned':
        return say.assigned({ at: dateTime(step.at) });
      case 'protected':
      case 'extendedByCondition':
      case 'capped':
        return say[step.kind]({ by: span(step.by), until: dateTime(step.until) });
      case 'extendedByOutcome':
        return say.extendedByOutcome({
          outcome: step.outcome,
          by: span(step.by),
          until: dateTime(step.until),
        });
      case 'extendedByStage':
        return say.extendedByStage({ stage: step.stage, by: span(step.by), until: dateTime(step.until) });
      case 'extendedByHand':
        return say.extendedByHand({ hours: number(step.hours), until: dateTime(step.until) });
      case 'firstResponse':
        return step.metAt === null
          ? say.firstResponse({ by: span(step.by), due: dateTime(step.dueAt) })
          : say.firstResponseMet({ by: span(step.by), at: dateTime(step.metAt) });
      case 'followUp':
        return say.followUp({
          by: span(step.by),
          since: dateTime(step.since),
          due: dateTime(step.dueAt),
        });
    }
  };
}
