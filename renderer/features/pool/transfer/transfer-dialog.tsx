import { useAsk, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Row, TransferRows } from './transfer-rows.tsx';
import { transferWords } from './words.ts';

type TransferDialogProps = {
  readonly ids: readonly number[];
  readonly onDone: () => void;
  readonly onClose: () => void;
};

/** Chooses who gets the chosen ones, shows what that would come to, and then what it came to. */
export function TransferDialog({ ids, onDone, onClose }: TransferDialogProps) {
  const words = useWords(transferWords);
  const text = useErrorText();
  const { number } = useFormat();
  const [to, setTo] = useState<{ groupId: string | null; userId: string | null }>({
    groupId: null,
    userId: null,
  });
  const [reason, setReason] = useState('');
  const [insist, setInsist] = useState(false);
  const transfer = useTell('pool.transferMany');
  const asked = { opportunityIds: [...ids], groupId: to.groupId ?? '', userId: to.userId };
  const preview = useAsk('pool.previewTransfer', asked, {
    enabled: to.groupId !== null && !transfer.data,
    keepPrevious: true,
  });
  const counts = countOf(preview.data ?? []);
  const count = counts.given + (insist ? counts.warned : 0);
  const act = () => transfer.mutate({ ...asked, insist, reason }, { onSuccess: onDone });
  if (transfer.data) return <Result result={transfer.data} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title={words.title({ count: number(ids.length) })} size="xl">
      <Stack gap="sm">
        <Receiver to={to} onChange={setTo} />
        {to.groupId === null && (
          <Text size="sm" c="dimmed">
            {words.choosing}
          </Text>
        )}
        {to.groupId !== null && preview.isPending && <LoadingState />}
        {preview.error && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.data && !preview.error && (
          <>
            <Text size="sm" role="status">
              {words.sum({
                given: number(counts.given),
                warned: number(counts.warned),
                refused: number(counts.refused),
                unchanged: number(counts.unchanged),
              })}
            </Text>
            <TransferRows rows={preview.data} verdicts={words.verdicts} />
            {counts.warned > 0 && (
              <Checkbox
                label={words.insist({ count: number(counts.warned) })}
                checked={insist}
                onChange={(event) => setInsist(event.currentTarget.checked)}
              />
            )}
          </>
        )}
        <TextInput
          label={words.reason}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {transfer.error && <Alert color="red">{text(transfer.error)}</Alert>}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button
            disabled={count === 0 || preview.isPlaceholderData || preview.error !== null}
            loading={transfer.isPending}
            onClick={act}
          >
            {words.confirm({ count: number(count) })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function countOf(rows: readonly Row[]): Record<Row['verdict'], number> {
  const counts = { given: 0, warned: 0, refused: 0, unchanged: 0 };
  for (const { verdict } of rows) counts[verdict] += 1;
  return counts;
}

type To = { readonly groupId: string | null; readonly userId: string | null };

function Receiver({ to, onChange }: { readonly to: To; readonly onChange: (to: To) => void }) {
  const words = useWords(transferWords);
  const { label } = useFormat();
  const groups = useAsk('routing.listGroups', {});
  if (groups.error) return <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />;
  const members = groups.data?.find(({ id }) => id === to.groupId)?.members ?? [];
  return (
    <Group grow align="flex-start">
      <Select
        label={words.group}
        required
        searchable
        data={(groups.data ?? []).map((group) => ({ value: group.id, label: label(group.label) }))}
        value={to.groupId}
        onChange={(groupId) => onChange({ groupId, userId: null })}
      />
      <Select
        label={words.receiver}
        placeholder={words.byGroup}
        clearable
        searchable
        disabled={to.groupId === null}
        // People outside the reader's scope have no id.
        data={members.flatMap(({ userId, userName }) =>
          userId === '' ? [] : [{ value: userId, label: userName }],
        )}
        value={to.userId}
        onChange={(userId) => onChange({ ...to, userId })}
      />
    </Group>
  );
}

type ResultProps = {
  readonly result: OutputOf<'pool.transferMany'>;
  readonly onClose: () => void;
};

function Result({ result, onClose }: ResultProps) {
  const words = useWords(transferWords);
  const { number } = useFormat();
  const { given, refused, rows } = result;
  return (
    <Modal opened onClose={onClose} title={words.title({ count: number(rows.length) })} size="xl">
      <Stack gap="sm">
        <Alert color={refused === 0 ? 'green' : 'yellow'} variant="light" role="status">
          {refused === 0
            ? words.allDone({ given: number(given) })
            : words.done({ given: number(given), refused: number(refused) })}
        </Alert>
        <TransferRows rows={rows} verdicts={words.doneVerdicts} />
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {words.close}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
