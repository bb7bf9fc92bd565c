import { useAskAnew, useTell } from '#bridge/ask';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { Alert, Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { viewAsWords } from './words.ts';

type ViewAsButtonProps = { readonly personId: string; readonly name: string };

/** Asks for the reason, then shows the console as this person sees it, from its first page on. */
export function ViewAsButton({ personId, name }: ViewAsButtonProps) {
  const words = useWords(viewAsWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={340} shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpen(!isOpen)}>
          {words.view}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.view}>
        <ReasonForm personId={personId} name={name} onCancel={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function ReasonForm({ personId, name, onCancel }: ViewAsButtonProps & { readonly onCancel: () => void }) {
  const words = useWords(viewAsWords);
  const text = useErrorText();
  const askAnew = useAskAnew();
  const go = useNavigate();
  const begin = useTell('access.viewAs');
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate(
      { personId, reason },
      {
        onSuccess: () => {
          void go('/');
          askAnew();
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">{words.hint({ name })}</Text>
        <TextInput
          label={words.reason}
          placeholder={words.reasonHint}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {begin.error && (
          <Alert color="red" role="alert" p="xs">
            {text(begin.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap={8}>
          <Button size="xs" variant="default" onClick={onCancel}>
            {words.cancel}
          </Button>
          <Button size="xs" type="submit" disabled={reason.trim() === ''} loading={begin.isPending}>
            {words.start}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
