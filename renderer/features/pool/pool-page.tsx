import { useAsk, useAskRows, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { Fact, Facts } from '#ui/facts';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { LabelText } from '#ui/label-text';
import { Page } from '#ui/page';
import { EmptyState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { poolWords } from './words.ts';

type Item = OutputOf<'pool.listPool'>['rows'][number];
const FILTERS = ['lineId', 'groupId'] as const;

/** What lies in the asker's pools. Arrow keys move, Enter opens one to claim it. */
export function PoolPage() {
  const words = useWords(poolWords);
  const { label } = useFormat();
  const filters = useFilters(FILTERS);
  const { lineId, groupId } = filters.values;
  const rows = useAskRows('pool.listPool', { ...(lineId && { lineId }), ...(groupId && { groupId }) });
  const lines = useAsk('contacts.listLines', {});
  const [chosen, setChosen] = useState<Item | null>(null);
  return (
    <Page title={words.pool} subtitle={words.poolHint} fill>
      <FilterBar isFiltered={filters.isFiltered} onClear={filters.clear}>
        <FilterSelect
          label={words.line}
          options={(lines.data ?? []).map((line) => ({ value: line.id, label: label(line.label) }))}
          value={lineId}
          onChange={(value) => filters.set('lineId', value)}
        />
      </FilterBar>
      <DataTable
        label={words.pool}
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={setChosen}
        isFiltered={filters.isFiltered}
        onClearFilters={filters.clear}
        empty={<EmptyState title={words.empty} hint={words.emptyHint} />}
      />
      {chosen && <ClaimDialog item={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}

function useColumns(): Column<Item>[] {
  const words = useWords(poolWords);
  const { dateTime, money } = useFormat();
  return [
    {
      key: 'title',
      header: words.title,
      width: 'minmax(180px, 1.6fr)',
      render: (row) => row.title || words.noContact,
    },
    { key: 'contact', header: words.contact, width: 160, render: (row) => row.contact },
    { key: 'line', header: words.line, width: 110, render: (row) => <LabelText label={row.line} /> },
    {
      key: 'group',
      header: words.group,
      width: 'minmax(110px, 0.8fr)',
      render: (row) => <LabelText label={row.group} />,
    },
    {
      key: 'amount',
      header: words.amount,
      width: 120,
      align: 'right',
      render: ({ amountMinor, currency }) =>
        amountMinor === null || currency === null ? '–' : money(amountMinor, currency),
    },
    {
      key: 'reason',
      header: words.reason,
      width: 'minmax(190px, 1.4fr)',
      render: (row) =>
        row.coolDownUntil === null
          ? words.reasons[row.reason]
          : words.coolingDown({ until: dateTime(row.coolDownUntil) }),
    },
    {
      key: 'since',
      header: words.since,
      width: 150,
      align: 'right',
      render: (row) => dateTime(row.since),
    },
  ];
}

function ClaimDialog({ item, onClose }: { readonly item: Item; readonly onClose: () => void }) {
  const words = useWords(poolWords);
  const text = useErrorText();
  const { dateTime } = useFormat();
  const mayClaim = useMay('pool.claim');
  const claim = useTell('pool.claim');
  const isCooling = item.coolDownUntil !== null;
  const act = () =>
    claim.mutate(
      { opportunityId: item.id },
      {
        onSuccess: () => {
          notifications.show({ message: words.claimed });
          onClose();
        },
      },
    );
  return (
    <Modal opened onClose={onClose} title={words.claimTitle}>
      <Stack gap="sm">
        <Text size="sm">{words.claimQuestion({ title: item.title || item.contact })}</Text>
        <Facts>
          <Fact name={words.contact}>{item.contact}</Fact>
          <Fact name={words.line}>
            <LabelText label={item.line} />
          </Fact>
          <Fact name={words.group}>
            <LabelText label={item.group} />
          </Fact>
          <Fact name={words.reason}>{words.reasons[item.reason]}</Fact>
          <Fact name={words.since}>{dateTime(item.since)}</Fact>
        </Facts>
        {item.coolDownUntil !== null && (
          <Alert color="yellow">{words.coolingDown({ until: dateTime(item.coolDownUntil) })}</Alert>
        )}
        {claim.error && <Alert color="red">{text(claim.error)}</Alert>}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {words.back}
          </Button>
          {mayClaim && (
            <Button data-autofocus disabled={isCooling} loading={claim.isPending} onClick={act}>
              {words.claim}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
