import type { ReactNode } from 'react';
import { BrandMark } from './brand-mark.tsx';
import styles from './whole-screen.module.css';

type WholeScreenProps = {
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** In the upper corner: language, light and dark. */
  readonly corner?: ReactNode;
  /** Beside the card on wide screens. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** A screen that stands alone: signing in, the lock, trouble. */
export function WholeScreen(props: WholeScreenProps) {
  return (
    <div className={styles.screen}>
      <title>{`${props.title} · Switchyard`}</title>
      <div className={styles.corner}>{props.corner}</div>
      <main className={styles.middle} data-wide={props.aside ? true : undefined}>
        <div className={styles.card}>
          <section className={styles.part}>
            <div className={styles.brand}>
              <BrandMark size={28} />
              <span>Switchyard</span>
            </div>
            <h1 className={styles.title}>{props.title}</h1>
            {props.subtitle && <p className={styles.subtitle}>{props.subtitle}</p>}
            {props.children}
          </section>
          {props.aside && <section className={styles.aside}>{props.aside}</section>}
        </div>
      </main>
    </div>
  );
}
