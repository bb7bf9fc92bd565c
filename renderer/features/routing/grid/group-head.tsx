import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { Line } from './lines.ts';
import styles from './rule-grid.module.css';
import { gridWords } from './words.ts';

type GroupHeadProps = {
  readonly head: Extract<Line, { kind: 'head' }>;
  readonly line: number;
  readonly top: number;
  readonly onToggle: (key: string) => void;
};

/** The head of a group of rows; a press folds it up or opens it. */
export function GroupHead({ head, line, top, onToggle }: GroupHeadProps) {
  const words = useWords(gridWords);
  const { number } = useFormat();
  const Icon = head.isCollapsed ? IconChevronRight : IconChevronDown;
  return (
    <div role="row" aria-rowindex={line + 2} className={styles.group} style={{ top }}>
      <div role="gridcell" aria-colindex={1} className={styles.groupCell}>
        <button
          type="button"
          className={styles.groupButton}
          aria-expanded={!head.isCollapsed}
          onClick={() => onToggle(head.key)}
        >
          <Icon size={14} aria-hidden />
          <span>{head.label || words.nothingThere}</span>
          <span className={styles.groupCount}>{number(head.count)}</span>
        </button>
      </div>
    </div>
  );
}
