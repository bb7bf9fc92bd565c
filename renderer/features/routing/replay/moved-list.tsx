import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import styles from './replay.module.css';
import { replayWords } from './words.ts';

const STEP = 20;
const MOST = 500;

/** The newest of those that move, as far as one may see them; each leads to its opportunity. */
export function MovedList({ versionId, moved }: { readonly versionId: string; readonly moved: number }) {
  const words = useWords(replayWords);
  const { number, label, date } = useFormat();
  const [limit, setLimit] = useState(STEP);
  const asked = useAsk('routing.listMoved', { versionId, offset: 0, limit }, { keepPrevious: true });
  if (!asked.data || moved === 0) return null;
  const { rows, total } = asked.data;
  const name = (group: (typeof rows)[number]['from']) => (group ? label(group) : words.nobody);
  return (
    <section aria-label={words.moved}>
      <h3 className={styles.heading}>{words.moved}</h3>
      <Text size="xs" c="dimmed" mb={6}>
        {total === 0
          ? words.movedNone
          : words.movedShown({ shown: number(rows.length), total: number(moved) })}
      </Text>
      <ul className={styles.list}>
        {rows.map((row) => (
          <li key={row.opportunityId}>
            <div className={styles.row}>
              <Link className={styles.name} to={`/opportunities/${row.opportunityId}`}>
                {row.title}
              </Link>
              <span className={styles.quiet}>{date(row.createdAt)}</span>
            </div>
            <span className={styles.quiet}>
              {words.fromTo({ from: name(row.from), to: name(row.to) })}
              {' · '}
              {words.byRules({
                before: row.ruleBefore ?? words.noRule,
                after: row.ruleAfter ?? words.noRule,
              })}
            </span>
          </li>
        ))}
      </ul>
      {rows.length < Math.min(total, MOST) && (
        <Button
          mt={8}
          variant="default"
          size="compact-xs"
          loading={asked.isPlaceholderData}
          onClick={() => setLimit(Math.min(MOST, limit + 4 * STEP))}
        >
          {words.more}
        </Button>
      )}
    </section>
  );
}
