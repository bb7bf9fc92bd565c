import { termWords } from '#features/attribution/terms';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { Text } from '@mantine/core';
import { Link } from 'react-router';
import styles from './report.module.css';
import { ordersPath, type ReportValues } from './report-filter.ts';
import type { Waterfall } from './waterfall.ts';
import { reportWords } from './words.ts';

type ReasonsProps = { readonly waterfall: Waterfall; readonly values: ReportValues };

/** Why money was not attributed, and why attributed money does not count. */
export function Reasons({ waterfall, values }: ReasonsProps) {
  const words = useWords(reportWords);
  const terms = useWords(termWords);
  return (
    <div className={styles.halves}>
      <ReasonTable
        title={words.reasonsNotAttributed}
        none={words.allAttributed}
        currency={waterfall.currency}
        rows={waterfall.notAttributed.map((row) => ({
          ...row,
          name: terms.orderReason[row.reason],
          path: ordersPath(values, { bucket: 'notAttributed', reason: row.reason }),
        }))}
      />
      <ReasonTable
        title={words.reasonsNotEligible}
        none={words.allEligible}
        currency={waterfall.currency}
        rows={waterfall.notEligible.map((row) => ({
          ...row,
          name: terms.eligibilityReason[row.reason],
          path: ordersPath(values, { bucket: 'attributed', eligibilityReason: row.reason }),
        }))}
      />
    </div>
  );
}

type ReasonTableProps = {
  readonly title: string;
  readonly none: string;
  readonly currency: string;
  readonly rows: readonly {
    readonly name: string;
    readonly path: string;
    readonly orders: number;
    readonly netMinor: number;
  }[];
};

function ReasonTable({ title, none, currency, rows }: ReasonTableProps) {
  const words = useWords(reportWords);
  const { number, money } = useFormat();
  return (
    <Section title={title} flush>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed" p="md">
          {none}
        </Text>
      ) : (
        <PlainTable
          label={title}
          header={[
            { name: words.reason },
            { name: words.orders, align: 'right' },
            { name: words.amount, align: 'right' },
          ]}
          rows={rows.map((row) => ({
            key: row.name,
            cells: [
              <Link key="name" to={row.path}>
                {row.name}
              </Link>,
              number(row.orders),
              money(row.netMinor, currency),
            ],
          }))}
        />
      )}
    </Section>
  );
}
