import type { OutputOf } from '#contract/contract';
import { ColumnValue } from '#features/access/columns';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { Link } from 'react-router';
import styles from './opportunity-page.module.css';
import { contactsWords } from './words.ts';

type FollowUpsProps = {
  readonly followUps: OutputOf<'contacts.getOpportunity'>['followUps'];
  readonly total: number;
  readonly cardId: number;
};

/** The latest follow-ups of a card; the rest is one link away. */
export function FollowUps({ followUps, total, cardId }: FollowUpsProps) {
  const words = useWords(contactsWords);
  const { dateTime, duration, number } = useFormat();
  const more = total > followUps.length && (
    <Link to={`/follow-ups?cardId=${cardId}`}>{words.moreFollowUps({ total: number(total) })}</Link>
  );
  return (
    <Section title={words.followUps} hint={number(total)} actions={more} flush>
      {followUps.length === 0 ? (
        <p className={styles.quiet}>{words.noFollowUps}</p>
      ) : (
        <PlainTable
          label={words.followUps}
          header={[
            { name: words.happenedAt, keep: true },
            { name: words.channel, keep: true },
            { name: words.person, keep: true },
            { name: words.outcome },
            { name: words.duration, align: 'right' },
            { name: words.note },
          ]}
          rows={followUps.map((row) => ({
            key: row.id,
            cells: [
              dateTime(row.happenedAt),
              words.channels[row.channel],
              row.userName,
              row.outcome || '–',
              row.durationSeconds === null ? '–' : duration(row.durationSeconds * 1000),
              <ColumnValue key="note" column="notes" of="followUp" id={row.id} isEmpty={row.note === ''}>
                {row.note || '–'}
              </ColumnValue>,
            ],
          }))}
        />
      )}
    </Section>
  );
}
