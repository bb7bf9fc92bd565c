import type { ReactNode } from 'react';
import type { Drawn, Layout } from './column-look.ts';
import styles from './rule-grid.module.css';

type RowFrameProps = {
  readonly drawn: Drawn;
  readonly layout: Layout;
  /** What stands at the very left. */
  readonly head: ReactNode;
  readonly cells: (indexes: readonly number[]) => ReactNode;
};

/** The cells of a row in the order of the columns: frozen ones stand, the others slide under them and under the group. */
export function RowFrame({ drawn, layout, head, cells }: RowFrameProps) {
  return (
    <>
      <div className={styles.stands}>
        {head}
        {cells(drawn.frozen)}
      </div>
      <Sliding drawn={drawn} layout={layout} indexes={drawn.before} cells={cells} />
      {cells(drawn.group)}
      {drawn.after.length > 0 && (
        <Sliding drawn={drawn} layout={layout} indexes={drawn.after} cells={cells} />
      )}
    </>
  );
}

type SlidingProps = Omit<RowFrameProps, 'head'> & { readonly indexes: readonly number[] };

function Sliding({ drawn: { slides }, layout, indexes, cells }: SlidingProps) {
  // Columns out of the window are not drawn: the first that is begins where it would.
  const paddingInlineStart = layout.lefts[indexes[0] ?? -1] ?? 0;
  return (
    <div
      className={styles.slide}
      data-slides="cells"
      ref={slides}
      style={{ minWidth: layout.total, paddingInlineStart }}
    >
      {cells(indexes)}
    </div>
  );
}
