import { useAskRows, useTell } from '#bridge/ask';
import { call } from '#bridge/client';
import type { InputOf, OutputOf } from '#contract/contract';
import { useMay } from '#features/access';
import { GroupFilter, LineFilter, PersonFilter } from '#features/filters';
import { TransferBar, useTransfer } from '#features/pool/transfer';
import { useErrorText } from '#i18n/errors';
import { ClosedColumns, useOpenColumns, useSearchHint } from '#features/access/columns';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { Fact, Facts } from '#ui/facts';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { LabelText } from '#ui/label-text';
import { Page } from '#ui/page';
import { EmptyState } from '#ui/states';
import { MOST_CHOSEN, useChoice, useChoiceColumn } from '#ui/use-choice';
import { type Filters, useFilters } from '#ui/use-filters';
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { poolWords } from './words.ts';

type Item = OutputOf<'pool.listPool'>['rows'][number];
const FILTERS = ['search', 'lineId', 'groupId', 'lastOwnerId', 'reason', 'sort'] as const;
type Key = (typeof FILTERS)[number];
/** The address is text that anybody may edit: the console refuses what is no known reason or sort. */
type Asked = Omit<InputOf<'pool.listPool'>, 'offset' | 'limit'>;

/** What lies in the asker's pools. Arrow keys move, Enter opens one to claim it. */
export function PoolPage() {
  const words = useWords(poolWords);
  const filters = useFilters(FILTERS);
  const asked = filters.values as Asked;
  const rows = useAskRows('pool.listPool', asked);
  const mayAssign = useMay('routing.assign');
  const open = useOpenColumns({ contact: 'phone', amount: 'money' });
  const columns = open(useColumns());
  const choice = useChoice();
  const transfer = useTransfer(choice);
  const boxes = useChoiceColumn<Item>(choice, {
    idOf: ({ id }) => id,
    nameOf: ({ title, contact }) => title || contact,
  });
  const [chosen, setChosen] = useState<Item | null>(null);
  return (
    <Page title={words.pool} subtitle={words.poolHint} fill>
      <PoolFilters filters={filters} />
      <ClosedColumns of={['phone', 'money']} />
      <DataTable
        label={words.pool}
        columns={mayAssign ? [boxes, ...columns] : columns}
        rows={rows}
        sort={filters.values.sort ?? 'since'}
        onSort={(sort) => filters.set('sort', sort)}
        rowKey={({ id }) => id}
        onOpen={setChosen}
        isFiltered={filters.isFiltered}
        onClearFilters={filters.clear}
        footer={
          <TransferBar
            choice={choice}
            onTransfer={transfer.open}
            total={rows.total ?? 0}
            askAll={async () => {
              const all = await call('pool.listPool', { ...asked, limit: MOST_CHOSEN });
              return all.rows.map(({ id }) => id);
            }}
          />
        }
        empty={<EmptyState title={words.empty} hint={words.emptyHint} />}
      />
      {transfer.dialog}
      {chosen && <ClaimDialog item={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}

function PoolFilters({ filters }: { readonly filters: Filters<Key> }) {
  const words = useWords(poolWords);
  return (
    <FilterBar
      search={filters.values.search ?? ''}
      onSearch={(search) => filters.set('search', search)}
      searchHint={useSearchHint(words.searchPool)}
      isFiltered={filters.isFiltered}
      onClear={filters.clear}
    >
      <LineFilter
        label={words.line}
        value={filters.values.lineId}
        onChange={(value) => filters.set('lineId', value)}
      />
      <GroupFilter
        label={words.group}
        value={filters.values.groupId}
        onChange={(value) => filters.set('groupId', value)}
      />
      <PersonFilter
        label={words.lastOwner}
        value={filters.values.lastOwnerId}
        onChange={(value) => filters.set('lastOwnerId', value)}
      />
      <FilterSelect
        label={words.reason}
        width={190}
        options={Object.entries(words.reasons).map(([value, text]) => ({ value, label: text }))}
        value={filters.values.reason}
        onChange={(value) => filters.set('reason', value)}
      />
    </FilterBar>
  );
}

function useColumns(): Column<Item>[] {
  const words = useWords(poolWords);
  const { dateTime, money } = useFormat();
  return [
    {
      key: 'title',
      header: words.title,
      width: 'minmax(144px, 1.6fr)',
      render: (row) => row.title || words.noContact,
    },
    { key: 'contact', header: words.contact, width: 134, render: (row) => row.contact },
    { key: 'line', header: words.line, width: 96, render: (row) => <LabelText label={row.line} /> },
    {
      key: 'group',
      header: words.group,
      width: 'minmax(104px, 0.8fr)',
      render: (row) => <LabelText label={row.group} />,
    },
    {
      key: 'lastOwner',
      header: words.lastOwner,
      width: 84,
      render: ({ lastOwnerName }) => lastOwnerName ?? '–',
    },
    {
      key: 'amount',
      header: words.amount,
      width: 108,
      align: 'right',
      sort: { up: 'amount', down: '-amount' },
      render: ({ amountMinor, currency }) => (currency === null ? '–' : money(amountMinor, currency)),
    },
    {
      key: 'reason',
      header: words.reason,
      width: 'minmax(156px, 1.4fr)',
      render: (row) =>
        row.coolDownUntil === null
          ? words.reasons[row.reason]
          : words.coolingDown({ until: dateTime(row.coolDownUntil) }),
    },
    {
      key: 'since',
      header: words.since,
      width: 146,
      align: 'right',
      sort: { up: 'since', down: '-since' },
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
