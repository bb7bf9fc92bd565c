import { useAsk } from '#bridge/ask';
import { useMay } from '#features/access/me';
import { ChangePreview, type Policy, useNames } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { Button, Group, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { Difference } from './difference.tsx';
import { SideFields } from './side-fields.tsx';
import { readSide, type Side, writeSide } from './side.ts';
import { compareWords } from './words.ts';

const KEYS = ['a', 'b'] as const;

/** Two people, two roles, or one of them on two days; the address carries the choice. */
export function ComparePage() {
  const words = useWords(compareWords);
  const { values, setAll } = useFilters(KEYS);
  const policy = useAsk('access.getPolicy', {});
  const [a, b] = [readSide(values.a), readSide(values.b)];
  const [chosen, setKind] = useState<Side['kind']>('person');
  const kind = a?.kind ?? b?.kind ?? chosen;
  const choose = (key: 'a' | 'b') => (side: Side | null) => setAll({ [key]: side && writeSide(side) });
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      {policy.error && <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.isPending && <LoadingState />}
      {policy.data && (
        <Group align="end" gap="sm">
          <SegmentedControl
            aria-label={words.kind}
            data={Object.entries(words.kinds).map(([value, label]) => ({ value, label }))}
            value={kind}
            onChange={(value) => {
              setKind(value as Side['kind']);
              setAll({ a: null, b: null });
            }}
          />
          <SideFields policy={policy.data} name={words.a} kind={kind} side={a} onChange={choose('a')} />
          <SideFields policy={policy.data} name={words.b} kind={kind} side={b} onChange={choose('b')} />
          <Button
            variant="default"
            disabled={!a || !b}
            onClick={() => setAll({ a: values.b ?? null, b: values.a ?? null })}
          >
            {words.swap}
          </Button>
        </Group>
      )}
      {policy.data && a && b && <Compared policy={policy.data} a={a} b={b} />}
      {policy.data && !(a && b) && <EmptyState title={words.choose} hint={words.chooseHint} />}
    </Page>
  );
}

type ComparedProps = { readonly policy: Policy; readonly a: Side; readonly b: Side };

function Compared({ policy, a, b }: ComparedProps) {
  const words = useWords(compareWords);
  const found = useAsk('access.compare', { a, b }, { keepPrevious: true });
  const nameOf = useSideName(policy);
  const [differOnly, setDifferOnly] = useState(true);
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <LoadingState />;
  const names = { a: nameOf(a), b: nameOf(b) };
  return (
    <Stack gap="md">
      <Group gap="md">
        <Switch
          label={words.differOnly}
          checked={differOnly}
          onChange={(event) => setDifferOnly(event.currentTarget.checked)}
        />
        {isSame(found.data) && (
          <Text size="sm" role="status">
            {words.same}
          </Text>
        )}
        {b.asOf !== null && (
          <Text size="sm" c="dimmed">
            {words.pastB}
          </Text>
        )}
      </Group>
      {found.data.changes.length > 0 && (
        <MakeAlike policy={policy} changes={found.data.changes} names={names} />
      )}
      <Difference policy={policy} found={found.data} kind={a.kind} names={names} differOnly={differOnly} />
    </Stack>
  );
}

type Found = Parameters<typeof Difference>[0]['found'];
function isSame({ permissions, roles, scopes, columns }: Found): boolean {
  const isEmpty = [permissions, roles, scopes].every(({ onlyA, onlyB }) => onlyA.length + onlyB.length === 0);
  return isEmpty && JSON.stringify(columns.a) === JSON.stringify(columns.b);
}

function useSideName(policy: Policy): (side: Side) => string {
  const words = useWords(compareWords);
  const { date } = useFormat();
  const named = useNames(policy);
  return ({ kind, id, asOf }) => {
    const name = kind === 'person' ? named.person(id) : named.role(id);
    return asOf === null ? name : words.onDay({ name, day: date(asOf) });
  };
}

type MakeAlikeProps = Pick<Found, 'changes'> & {
  readonly policy: Policy;
  readonly names: { readonly a: string; readonly b: string };
};

/** What makes the second like the first, previewed before it is saved. */
function MakeAlike({ policy, changes, names }: MakeAlikeProps) {
  const words = useWords(compareWords);
  const mayEdit = useMay('access.edit');
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (!mayEdit) return null;
  return isOpen ? (
    <ChangePreview policy={policy} changes={changes} onDone={close} onCancel={close} />
  ) : (
    <Group>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.makeAlike(names)}
      </Button>
    </Group>
  );
}
