import { useTell } from '#bridge/ask';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { KeyHint } from '#ui/key-hint';
import { Section } from '#ui/page';
import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Proposal } from './change-text.ts';
import { requestWords } from './words.ts';

/** Approving or rejecting, with a note; also by one key each. */
export function Decide({ proposal }: { readonly proposal: Proposal }) {
  const words = useWords(requestWords);
  const text = useErrorText();
  const [note, setNote] = useState('');
  const tell = useTell('access.decideProposal');
  const { id, revision, against, effectiveAt } = proposal;
  const decide = (decision: 'approve' | 'reject') => {
    if (tell.isPending || (decision === 'approve' && against)) return;
    tell.mutate(
      { id, revision, decision, note },
      {
        onSuccess: ({ state }) => {
          const said = { approved: words.approved, applied: words.applied, rejected: words.rejected };
          notifications.show({ message: said[state as keyof typeof said] });
        },
      },
    );
  };
  useHotkeys([
    ['a', () => decide('approve')],
    ['r', () => decide('reject')],
  ]);
  return (
    <Section title={words.decide}>
      <Stack gap="sm">
        {against && (
          <Alert color="orange" role="alert" p="xs">
            {words.againstApproving} {text(against)}
          </Alert>
        )}
        {tell.error && (
          <Alert color="red" role="alert" p="xs">
            {text(tell.error)}
          </Alert>
        )}
        <Textarea
          label={words.note}
          description={words.noteHint}
          autosize
          minRows={2}
          maxLength={500}
          maw={560}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group gap="sm">
          <Button disabled={against !== null} loading={tell.isPending} onClick={() => decide('approve')}>
            {effectiveAt === null ? words.approveNow : words.approve}
          </Button>
          <Button variant="default" disabled={tell.isPending} onClick={() => decide('reject')}>
            {words.reject}
          </Button>
          <Text size="xs" c="dimmed">
            <KeyHint keys={['A']} /> {words.approve} <KeyHint keys={['R']} /> {words.reject}
          </Text>
        </Group>
      </Stack>
    </Section>
  );
}

/** Takes a proposal back that waits. */
export function Withdraw({ id }: { readonly id: string }) {
  const words = useWords(requestWords);
  const text = useErrorText();
  const tell = useTell('access.withdrawProposal');
  const act = () =>
    tell.mutate(
      { id },
      {
        onSuccess: () => notifications.show({ message: words.withdrawn }),
        onError: (error) => notifications.show({ color: 'red', message: text(error) }),
      },
    );
  return (
    <ConfirmButton
      variant="default"
      loading={tell.isPending}
      question={words.withdrawQuestion}
      confirmLabel={words.withdraw}
      onConfirm={act}
    >
      {words.withdraw}
    </ConfirmButton>
  );
}
