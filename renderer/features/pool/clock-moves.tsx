import { useAsk, useTell } from '#bridge/ask';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Alert, Button, Group, Modal, NumberInput, Select, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import { poolWords } from './words.ts';

type MoveProps = { readonly opportunityId: number };

type DialogProps = {
  readonly title: string;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly isReady: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

function MoveDialog(props: DialogProps) {
  const words = useWords(poolWords);
  const text = useErrorText();
  return (
    <Modal opened onClose={props.onClose} title={props.title}>
      <Stack gap="sm">
        {props.children}
        {props.error !== null && <Alert color="red">{text(props.error)}</Alert>}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={props.onClose}>
            {words.cancel}
          </Button>
          <Button disabled={!props.isReady} loading={props.isBusy} onClick={props.onConfirm}>
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function ReasonInput(props: {
  readonly value: string;
  readonly isRequired: boolean;
  readonly onChange: (value: string) => void;
}) {
  const words = useWords(poolWords);
  return (
    <Textarea
      label={words.reasonGiven}
      required={props.isRequired}
      maxLength={500}
      autosize
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

/** Grants some hours more of protection. */
export function ExtendButton({ opportunityId }: MoveProps) {
  const words = useWords(poolWords);
  const { dateTime } = useFormat();
  const [isOpen, setOpen] = useState(false);
  const [hours, setHours] = useState<number | ''>(24);
  const [reason, setReason] = useState('');
  const extend = useTell('pool.extend');
  const act = () => {
    if (hours === '') return;
    extend.mutate(
      { opportunityId, hours, reason },
      {
        onSuccess: ({ protectedUntil }) => {
          notifications.show({ message: words.extended({ until: dateTime(protectedUntil) }) });
          setOpen(false);
        },
      },
    );
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {words.extend}
      </Button>
      {isOpen && (
        <MoveDialog
          title={words.extend}
          error={extend.error}
          isBusy={extend.isPending}
          isReady={hours !== '' && reason.trim() !== ''}
          onConfirm={act}
          onClose={() => setOpen(false)}
        >
          <NumberInput
            label={words.hours}
            description={words.hoursHint}
            min={1}
            max={8760}
            allowDecimal={false}
            clampBehavior="strict"
            value={hours}
            onChange={(value) => setHours(typeof value === 'number' ? value : '')}
          />
          <ReasonInput value={reason} isRequired onChange={setReason} />
        </MoveDialog>
      )}
    </>
  );
}

/** Lays an opportunity into the pool, with the reason why. */
export function GiveBackButton({ opportunityId }: MoveProps) {
  const words = useWords(poolWords);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const giveBack = useTell('pool.return');
  const act = () =>
    giveBack.mutate(
      { opportunityId, reason },
      {
        onSuccess: () => {
          notifications.show({ message: words.givenBack });
          setOpen(false);
        },
      },
    );
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {words.giveBack}
      </Button>
      {isOpen && (
        <MoveDialog
          title={words.giveBack}
          error={giveBack.error}
          isBusy={giveBack.isPending}
          isReady={reason.trim() !== ''}
          onConfirm={act}
          onClose={() => setOpen(false)}
        >
          <ReasonInput value={reason} isRequired onChange={setReason} />
        </MoveDialog>
      )}
    </>
  );
}

/** Gives an opportunity to somebody else who works here. */
export function TransferButton({ opportunityId }: MoveProps) {
  const words = useWords(poolWords);
  const { label } = useFormat();
  const [isOpen, setOpen] = useState(false);
  const [userId, setUserId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const users = useAsk('access.listUsers', {}, { enabled: isOpen });
  const transfer = useTell('pool.transfer');
  const act = () => {
    if (userId === null) return;
    transfer.mutate(
      { opportunityIds: [opportunityId], userId, reason },
      {
        onSuccess: () => {
          notifications.show({ message: words.transferred });
          setOpen(false);
        },
      },
    );
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {words.transfer}
      </Button>
      {isOpen && (
        <MoveDialog
          title={words.transfer}
          error={transfer.error}
          isBusy={transfer.isPending}
          isReady={userId !== null}
          onConfirm={act}
          onClose={() => setOpen(false)}
        >
          <Select
            label={words.receiver}
            required
            searchable
            data={(users.data ?? [])
              .filter(({ status }) => status === 'active')
              .map((user) => ({
                value: user.id,
                label: `${user.name}${user.unit ? ` · ${label(user.unit)}` : ''}`,
              }))}
            value={userId}
            onChange={setUserId}
          />
          <ReasonInput value={reason} isRequired={false} onChange={setReason} />
        </MoveDialog>
      )}
    </>
  );
}
