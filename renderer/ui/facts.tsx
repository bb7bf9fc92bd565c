import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** Names and values below each other: what is known of one thing. */
export function Facts(props: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{props.children}</dl>;
}

export function Fact(props: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <dt className={styles.name}>{props.name}</dt>
      <dd className={styles.value}>{props.children}</dd>
    </>
  );
}
