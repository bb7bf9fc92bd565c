import type { ReactNode } from 'react';
import styles from './state-dot.module.css';

export type Tone = 'quiet' | 'accent' | 'good' | 'warn' | 'bad';

/** A state in a dense list: a coloured dot and its word, so that colour never says it alone. */
export function StateDot(props: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={styles.state} data-tone={props.tone}>
      {props.children}
    </span>
  );
}
