import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { LabelText } from '#ui/label-text';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { Link } from 'react-router';
import styles from './home-page.module.css';
import { homeWords } from './words.ts';

const SHOWN = 7;

/** What routing decided last, each with the way to why. */
export function LatestDecisions() {
  const words = useWords(homeWords);
  const { dateTime } = useFormat();
  const decisions = useAsk('routing.listDecisions', { limit: SHOWN });
  return (
    <Section title={words.decisions} actions={<Link to="/routing/run">{words.all}</Link>} flush>
      {decisions.error && <ErrorState error={decisions.error} onRetry={() => void decisions.refetch()} />}
      {decisions.isPending && <LoadingState />}
      {decisions.data?.total === 0 && <p className={styles.quiet}>{words.noDecisions}</p>}
      {decisions.data && decisions.data.total > 0 && (
        <PlainTable
          label={words.decisions}
          header={[
            { name: words.title },
            { name: words.group },
            { name: words.person, keep: true },
            { name: words.when, align: 'right' },
          ]}
          rows={decisions.data.rows.map((row) => ({
            key: row.id,
            cells: [
              <Link key="why" to={`/decisions/${row.id}`}>
                {row.title || row.contact}
              </Link>,
              <LabelText key="group" label={row.group} />,
              row.repName ?? words.unassigned,
              dateTime(row.decidedAt),
            ],
          }))}
        />
      )}
    </Section>
  );
}
