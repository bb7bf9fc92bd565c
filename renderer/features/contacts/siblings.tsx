import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { LabelText } from '#ui/label-text';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { Link } from 'react-router';
import styles from './opportunity-page.module.css';
import { type Opportunity, OpportunityStatus } from './opportunity-state.tsx';
import { contactsWords } from './words.ts';

/** The other opportunities of the same card: one customer, several business lines. */
export function Siblings(props: { readonly siblings: readonly Opportunity[] }) {
  const words = useWords(contactsWords);
  const { date, number } = useFormat();
  const { siblings } = props;
  return (
    <Section title={words.sameCard} hint={number(siblings.length)} flush>
      {siblings.length === 0 ? (
        <p className={styles.quiet}>{words.noSiblings}</p>
      ) : (
        <PlainTable
          label={words.sameCard}
          header={[
            { name: words.title },
            { name: words.line },
            { name: words.status, keep: true },
            { name: words.owner, keep: true },
            { name: words.createdAt, align: 'right' },
          ]}
          rows={siblings.map((row) => ({
            key: row.id,
            cells: [
              <Link key="open" to={`/opportunities/${row.id}`}>
                {row.title || row.contact}
              </Link>,
              <LabelText key="line" label={row.line} />,
              <OpportunityStatus key="status" status={row.status} />,
              row.ownerName ?? words.nobody,
              date(row.createdAt),
            ],
          }))}
        />
      )}
    </Section>
  );
}
