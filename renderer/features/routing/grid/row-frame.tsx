import type { ReactNode } from 'react';
import type { Drawn, Layout } from './column-look.ts';
import styles from './rule-grid.module.css';

type RowFrameProps = {
  readonly drawn: Drawn;
  readonly layout: Layout;
  readonly cells: (indexes: readonly number[]) => ReactNode;
};

/** The cells of a row in the order of the columns: frozen ones stand, the others slide under them and under the group. */
export function RowFrame({ drawn, layout, cells }: RowFrameProps) {
  const sliding = (indexes: readonly number[]) => (
    <div className={styles.slide} data-slides="cells" ref={drawn.slides} style={{ minWidth: layout.total }}>
      {cells(indexes)}
    </div>
  );
  return (
    <>
      {cells(drawn.frozen)}
      {sliding(drawn.before)}
      {cells(drawn.group)}
      {drawn.after.length > 0 && sliding(drawn.after)}
    </>
  );
}
