import type { OutputOf } from '#contract/contract';
import { useWords } from '#i18n/words';
import { LabelText } from '#ui/label-text';
import styles from './decision-page.module.css';
import { decisionWords } from './words.ts';

type FallbackPathProps = {
  readonly path: OutputOf<'routing.explainDecision'>['fallbackPath'];
  /** Who got it, where that is to be said; null: somebody outside the reader's scope. */
  readonly repName?: string | null;
};

/** The groups that were asked, in order: why each sent on, and where it ended. */
export function FallbackPath({ path, repName }: FallbackPathProps) {
  const words = useWords(decisionWords);
  return (
    <ol className={styles.path}>
      {path.map(({ groupId, group, reason }) => (
        <li key={groupId}>
          <LabelText label={group} />
          <span className={styles.quiet}>
            {' '}
            ·{' '}
            {reason === 'routed' && repName !== undefined
              ? words.goesTo({ rep: repName ?? words.someone })
              : words.reasons[reason]}
          </span>
        </li>
      ))}
    </ol>
  );
}
