import { useAsk, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { Value } from '#domain/conditions';
import { useMay } from '#features/access';
import { usePhraser } from '#features/routing/phrase';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { PlainTable } from '#ui/plain-table';
import { ErrorState } from '#ui/states';
import { Alert, Badge, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { poolWords } from './words.ts';

type Preview = OutputOf<'contacts.previewMerge'>;
type MergeDialogProps = {
  readonly keeperId: number;
  readonly lineId: string;
  readonly onClose: () => void;
};

/** Chooses the other side, shows both and what would come of them, and merges. */
export function MergeDialog({ keeperId, lineId, onClose }: MergeDialogProps) {
  const words = useWords(poolWords);
  const text = useErrorText();
  const [loserId, setLoserId] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const preview = useAsk(
    'contacts.previewMerge',
    { keeperId, loserId: loserId ?? keeperId },
    { enabled: loserId !== null },
  );
  const merge = useTell('contacts.mergeOpportunities');
  const isReady = preview.data?.fault === null && loserId !== null;
  const act = () => {
    if (loserId === null) return;
    merge.mutate(
      { keeperId, loserId, reason },
      {
        onSuccess: () => {
          notifications.show({ message: words.merged });
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={words.mergeTitle} size="xl">
      <Stack gap="sm">
        <Text size="sm">{words.mergeHint}</Text>
        <OtherSelect keeperId={keeperId} lineId={lineId} value={loserId} onChange={setLoserId} />
        {preview.error && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.data?.fault && <Alert color="yellow">{words.faults[preview.data.fault]}</Alert>}
        {preview.data && loserId !== null && <SideBySide preview={preview.data} />}
        <TextInput
          label={words.reasonGiven}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {merge.error && <Alert color="red">{text(merge.error)}</Alert>}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button disabled={!isReady} loading={merge.isPending} onClick={act}>
            {words.mergeTitle}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type OtherSelectProps = {
  readonly keeperId: number;
  readonly lineId: string;
  readonly value: number | null;
  readonly onChange: (id: number | null) => void;
};

function OtherSelect({ keeperId, lineId, value, onChange }: OtherSelectProps) {
  const words = useWords(poolWords);
  const { contact } = useFormat();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const found = useAsk(
    'contacts.listOpportunities',
    { lineId, limit: 30, ...(search.trim() ? { search: search.trim() } : {}) },
    { keepPrevious: true },
  );
  const rows = (found.data?.rows ?? []).filter(({ id }) => id !== keeperId);
  return (
    <Select
      label={words.other}
      description={words.otherHint}
      searchable
      clearable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      data={rows.map((row) => ({
        value: String(row.id),
        label: [
          row.title || row.cardName,
          contact(row.contact),
          words.statuses[row.status],
          row.ownerName ?? '',
        ]
          .filter(Boolean)
          .join(' · '),
      }))}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
    />
  );
}

function SideBySide({ preview }: { readonly preview: Preview }) {
  const words = useWords(poolWords);
  const { contact, money, number } = useFormat();
  const mayFacts = useMay('routing.view');
  const facts = useAsk('routing.listFacts', {}, { enabled: mayFacts });
  const { attribute, value } = usePhraser(facts.data ?? []);
  const { keeper, loser } = preview;
  const filled = new Set(preview.filled.map(({ field }) => field));
  const differing = new Set(preview.differing.map(({ field }) => field));
  const note = (field: string) =>
    filled.has(field) ? (
      <Badge color="green">{words.filledNote}</Badge>
    ) : differing.has(field) ? (
      <Badge color="yellow">{words.keptNote}</Badge>
    ) : (
      ''
    );
  const amount = ({ amountMinor, currency }: Preview['keeper']) =>
    currency === null ? '–' : money(amountMinor, currency);
  const line = (key: string, name: string, say: (side: Preview['keeper']) => string) => ({
    key,
    cells: [name, say(keeper), say(loser), note(key)],
  });
  const said = (side: Preview['keeper'], key: string) => {
    const read = Value.safeParse(side.attributes[key]);
    return read.success ? value(key, read.data) : words.unset;
  };
  const keys = [...new Set([...Object.keys(keeper.attributes), ...Object.keys(loser.attributes)])].sort();
  return (
    <PlainTable
      label={words.mergeTitle}
      header={[{ name: words.field }, { name: words.keeper }, { name: words.loser }, { name: words.after }]}
      rows={[
        line('@title', words.titleField, ({ title }) => title || '–'),
        line('customer', words.customer, (side) => [side.cardName, side.company].filter(Boolean).join(' · ')),
        line('contact', words.contact, (side) => contact(side.contact)),
        line('owner', words.owner, ({ ownerName }) => ownerName ?? '–'),
        line('status', words.status, ({ status }) => words.statuses[status]),
        line('@amount', words.amountField, amount),
        line('followUps', words.followUps, ({ followUps }) => number(followUps)),
        ...keys.map((key) => line(key, attribute(key), (side) => said(side, key))),
      ]}
    />
  );
}
