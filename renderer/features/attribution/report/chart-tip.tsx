import styles from './report.module.css';

type Pointed = { readonly name: string; readonly text: string };

type ChartTipProps = {
  /** Recharts fills these in when it draws the element. */
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload?: unknown }[];
  /** What the bar under the pointer says. */
  readonly read: (bar: never) => Pointed;
};

/** What stands beside the pointer over a bar. */
export function ChartTip({ active, payload, read }: ChartTipProps) {
  const bar = payload?.[0]?.payload;
  if (!active || bar === undefined) return null;
  const { name, text } = read(bar as never);
  return (
    <div className={styles.tip}>
      <div className={styles.quiet}>{name}</div>
      <strong>{text}</strong>
    </div>
  );
}
