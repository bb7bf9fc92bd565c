import type { ReactNode } from 'react';
import styles from './stat-tile.module.css';

type StatTileProps = {
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** One quiet line below: what it is a share of, since when. */
  readonly hint?: ReactNode;
  /** Draws the eye: something waits here. */
  readonly tone?: 'plain' | 'accent' | 'warn' | 'good';
  readonly onOpen?: () => void;
};

/** One figure with its name. */
export function StatTile(props: StatTileProps) {
  const inside = (
    <>
      <span className={styles.label}>{props.label}</span>
      <span className={styles.value}>{props.value}</span>
      {props.hint && <span className={styles.hint}>{props.hint}</span>}
    </>
  );
  if (!props.onOpen)
    return (
      <div className={styles.tile} data-tone={props.tone}>
        {inside}
      </div>
    );
  return (
    <button type="button" className={styles.tile} data-tone={props.tone} onClick={props.onOpen}>
      {inside}
    </button>
  );
}

/** Tiles side by side, as many as fit. */
export function StatTiles(props: { readonly children: ReactNode }) {
  return <div className={styles.tiles}>{props.children}</div>;
}
