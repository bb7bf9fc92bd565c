import type { ReactNode } from 'react';
import styles from './page.module.css';

type PageProps = {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  /** Where this page lies: links to the pages above it. */
  readonly above?: ReactNode;
  /** Buttons, the main one last. */
  readonly actions?: ReactNode;
  /** The page's table takes the height that is left, and scrolls inside itself. */
  readonly fill?: boolean;
  readonly children: ReactNode;
};

/** One page: its title, what can be done there, its content. */
export function Page(props: PageProps) {
  return (
    <div className={styles.page} data-fill={props.fill || undefined}>
      <header className={styles.header}>
        <div className={styles.heading}>
          {props.above && <div className={styles.above}>{props.above}</div>}
          <h1 className={styles.title}>{props.title}</h1>
          {props.subtitle && <p className={styles.subtitle}>{props.subtitle}</p>}
        </div>
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}

type SectionProps = {
  readonly title: ReactNode;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** Without padding: for tables that reach the edge. */
  readonly flush?: boolean;
  readonly children: ReactNode;
};

/** A framed part of a page under its own heading. */
export function Section(props: SectionProps) {
  return (
    <section className={styles.section}>
      <header className={styles.sectionHeader}>
        <h2 className={styles.sectionTitle}>{props.title}</h2>
        {props.hint && <span className={styles.sectionHint}>{props.hint}</span>}
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
      </header>
      <div className={styles.sectionBody} data-flush={props.flush || undefined}>
        {props.children}
      </div>
    </section>
  );
}
