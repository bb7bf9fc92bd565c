import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useAsOf } from '#features/access/answers';
import { permissionName, type Policy, rightsWords, useNames } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { dutiesWords } from './words.ts';

/** Who breaks a static duty already, and by which roles they came to it. */
export function Conflicts({ policy }: { readonly policy: Policy }) {
  const words = useWords(dutiesWords);
  const { number } = useFormat();
  const { asOf } = useAsOf();
  const found = useAsk('access.listConflicts', { asOf }, { keepPrevious: true });
  const count = found.data?.length ?? 0;
  return (
    <Section
      title={words.conflicts}
      hint={count > 0 ? words.counted({ count: number(count) }) : words.conflictsHint}
      flush={count > 0}
    >
      {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <LoadingState />}
      {found.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noConflicts}
        </Text>
      )}
      {found.data && found.data.length > 0 && <ConflictTable policy={policy} conflicts={found.data} />}
    </Section>
  );
}

type Conflict = OutputOf<'access.listConflicts'>[number];
type ConflictTableProps = { readonly policy: Policy; readonly conflicts: readonly Conflict[] };

function ConflictTable({ policy, conflicts }: ConflictTableProps) {
  const words = useWords(dutiesWords);
  const rights = useWords(rightsWords);
  const { date } = useFormat();
  const named = useNames(policy);
  const memberName = (dutyId: string, member: string) =>
    policy.duties.find(({ id }) => id === dutyId)?.of === 'permissions'
      ? permissionName(rights, member)
      : named.role(member);
  return (
    <PlainTable
      label={words.conflicts}
      header={[{ name: words.person, keep: true }, { name: words.rule }, { name: words.how }]}
      rows={conflicts.map(({ dutyId, personId, name, at, held }) => ({
        key: `${dutyId} ${personId}`,
        cells: [
          <Anchor key="name" component={Link} to={`/people/${personId}/rights`} size="sm">
            {name}
          </Anchor>,
          `${named.duty(dutyId)} · ${words.from({ day: date(at) })}`,
          <div key="how">
            {held.map(({ member, paths }) => (
              <div key={member}>
                <strong>{memberName(dutyId, member)}</strong>{' '}
                {paths.map(({ chain }) => chain.map(named.role).join(' → ')).join(' / ')}
              </div>
            ))}
          </div>,
        ],
      }))}
    />
  );
}
