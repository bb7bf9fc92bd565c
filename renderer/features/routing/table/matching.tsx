import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import type { Condition } from '#domain/conditions';
import { testedIn } from '#domain/tagging';
import { ClosedColumns, useColumnAccess } from '#features/access/columns';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ErrorState } from '#ui/states';
import { Button, Group, Loader, Switch, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Link } from 'react-router';
import styles from './table.module.css';
import { tableWords } from './words.ts';

type MatchingProps = {
  readonly condition: Condition;
  /** Stays as the cursor goes from row to row; nothing is looked for while it is closed. */
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
};

/** Which opportunities hold a rule's condition now, whatever the rules above it would take. */
export function Matching({ condition, isOpen, onOpen }: MatchingProps) {
  const words = useWords(tableWords);
  const seesMoney = useColumnAccess('money') === 'plain';
  // Not each row that the cursor passes, nor each letter of a condition, is asked.
  const [settled] = useDebouncedValue(condition, 250);
  if (!seesMoney && testedIn(condition).includes('amount')) return <ClosedColumns of={['money']} />;
  return (
    <div>
      <Button size="compact-xs" variant="default" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
        {isOpen ? words.matchingHide : words.matchingShow}
      </Button>
      {isOpen && <MatchingList key={JSON.stringify(settled)} condition={settled} />}
    </div>
  );
}

const PAGE = 20;

function MatchingList({ condition }: Pick<MatchingProps, 'condition'>) {
  const words = useWords(tableWords);
  const { number } = useFormat();
  const [isAll, setAll] = useState(false);
  const [offset, setOffset] = useState(0);
  const found = useAsk(
    'contacts.listOpportunities',
    { condition, offset, limit: PAGE, ...(isAll ? {} : { status: 'open' as const }) },
    { keepPrevious: true },
  );
  const total = found.data?.total ?? 0;
  return (
    <section aria-label={words.matching}>
      <Group justify="space-between" gap={8} mt={8}>
        <Text size="sm" fw={600} role="status">
          {found.data ? words.matchingCount({ count: number(total) }) : <Loader size="xs" />}
        </Text>
        <Switch
          size="xs"
          label={words.matchingAll}
          checked={isAll}
          onChange={(event) => {
            setAll(event.currentTarget.checked);
            setOffset(0);
          }}
        />
      </Group>
      <Text size="xs" c="dimmed">
        {words.matchingHint}
      </Text>
      {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      <MatchingRows rows={found.data?.rows ?? []} />
      {total > PAGE && (
        <Group justify="space-between" gap={8}>
          <Button
            size="compact-xs"
            variant="default"
            disabled={offset === 0}
            onClick={() => setOffset(offset - PAGE)}
          >
            {words.matchingBefore}
          </Button>
          <Text size="xs" c="dimmed">
            {words.matchingPlace({
              from: number(offset + 1),
              to: number(Math.min(offset + PAGE, total)),
              of: number(total),
            })}
          </Text>
          <Button
            size="compact-xs"
            variant="default"
            disabled={offset + PAGE >= total}
            onClick={() => setOffset(offset + PAGE)}
          >
            {words.matchingNext}
          </Button>
        </Group>
      )}
    </section>
  );
}

type Rows = OutputOf<'contacts.listOpportunities'>['rows'];

function MatchingRows({ rows }: { readonly rows: Rows }) {
  const words = useWords(tableWords);
  const { contact, label } = useFormat();
  return (
    <ul className={styles.matching}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={`/opportunities/${row.id}`}>{row.title || row.cardName || contact(row.contact)}</Link>
          <span className={styles.matchingNote}>
            {[contact(row.contact), label(row.line), row.ownerName ?? words.matchingNobody].join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
