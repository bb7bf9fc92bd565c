import { useAsk } from '#bridge/ask';
import { useMe } from '#features/access';
import { OpportunityStatus } from '#features/contacts';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { LabelText } from '#ui/label-text';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { Link } from 'react-router';
import styles from './home-page.module.css';
import { homeWords } from './words.ts';

const SHOWN = 8;

/** The newest open opportunities that belong to the person at the window. */
export function MyOpportunities() {
  const words = useWords(homeWords);
  const { number, dateTime } = useFormat();
  const me = useMe();
  const mine = useAsk('contacts.listOpportunities', { ownerId: me.userId, status: 'open', limit: SHOWN });
  const total = mine.data?.total ?? 0;
  return (
    <Section
      title={words.mine}
      hint={mine.data && number(total)}
      actions={
        total > SHOWN && <Link to={`/opportunities?status=open&ownerId=${me.userId}`}>{words.all}</Link>
      }
      flush
    >
      {mine.error && <ErrorState error={mine.error} onRetry={() => void mine.refetch()} />}
      {mine.isPending && <LoadingState />}
      {mine.data && total === 0 && <p className={styles.quiet}>{words.noMine}</p>}
      {mine.data && total > 0 && (
        <PlainTable
          label={words.mine}
          header={[
            { name: words.title },
            { name: words.line },
            { name: words.status, keep: true },
            { name: words.assignedAt, align: 'right' },
          ]}
          rows={mine.data.rows.map((row) => ({
            key: row.id,
            cells: [
              <Link key="open" to={`/opportunities/${row.id}`}>
                {row.title || row.cardName || row.contact}
              </Link>,
              <LabelText key="line" label={row.line} />,
              <OpportunityStatus key="status" status={row.status} />,
              row.assignedAt === null ? '–' : dateTime(row.assignedAt),
            ],
          }))}
        />
      )}
    </Section>
  );
}
