import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { LabelText } from '#ui/label-text';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { Link } from 'react-router';
import styles from './opportunity-page.module.css';
import { contactsWords } from './words.ts';

/** What was decided for one opportunity, newest first, each with the way to its evidence. */
export function Decisions(props: { readonly opportunityId: number }) {
  const words = useWords(contactsWords);
  const { dateTime } = useFormat();
  const decisions = useAsk('routing.listDecisions', { opportunityId: props.opportunityId, limit: 50 });
  return (
    <Section title={words.decisions} flush>
      {decisions.error && <ErrorState error={decisions.error} onRetry={() => void decisions.refetch()} />}
      {decisions.isPending && <LoadingState />}
      {decisions.data?.total === 0 && <p className={styles.quiet}>{words.noDecisions}</p>}
      {decisions.data && decisions.data.total > 0 && (
        <PlainTable
          label={words.decisions}
          header={[
            { name: words.assignedAt, keep: true },
            { name: words.outcome, keep: true },
            { name: words.owner, keep: true },
            { name: words.group },
            { name: words.rule },
            { name: '', align: 'right' },
          ]}
          rows={decisions.data.rows.map((row) => ({
            key: row.id,
            cells: [
              dateTime(row.decidedAt),
              words.outcomes[row.reason] ?? row.reason,
              row.repName ?? '–',
              <LabelText key="group" label={row.group} />,
              `${row.ruleName ?? words.noRule} · ${words.version({ number: row.versionNumber })}`,
              <Link key="why" to={`/decisions/${row.id}`}>
                {words.why}
              </Link>,
            ],
          }))}
        />
      )}
    </Section>
  );
}
