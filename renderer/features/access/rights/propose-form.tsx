import { useTell } from '#bridge/ask';
import { startOfDay } from '#domain/base';
import { useErrorText } from '#i18n/errors';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Alert, Button, Group, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Change } from './rights.ts';
import { rightsWords } from './words.ts';

type ProposeFormProps = {
  readonly changes: Change[];
  readonly isRefused: boolean;
  /** They wait only for their day: nobody else has to approve. */
  readonly isAlone?: boolean;
  readonly onDone: () => void;
};

/** Proposes changes to a second person, at once or for a day to come, or lets them wait alone for their day; with a reason. */
export function ProposeForm({ changes, isRefused, isAlone = false, onDone }: ProposeFormProps) {
  const words = useWords(rightsWords);
  const text = useErrorText();
  const { zone } = useLanguage();
  const [reason, setReason] = useState('');
  const [day, setDay] = useState('');
  const tell = useTell('access.propose');
  const act = () =>
    tell.mutate(
      {
        changes,
        reason: reason.trim(),
        effectiveAt: day === '' ? null : startOfDay(day, zone),
        alone: isAlone,
      },
      {
        onSuccess: () => {
          notifications.show({ message: isAlone ? words.scheduled : words.proposed });
          onDone();
        },
      },
    );
  return (
    <>
      {tell.error && (
        <Alert color="red" role="alert" p="xs">
          {text(tell.error)}
        </Alert>
      )}
      <Group align="flex-end" gap="sm">
        <Textarea
          label={words.reason}
          description={isAlone ? words.scheduleHint : words.proposeHint}
          withAsterisk
          autosize
          miw={320}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={words.effectiveDay}
          description={words.effectiveHint}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button
          loading={tell.isPending}
          disabled={isRefused || reason.trim() === '' || (isAlone && day === '')}
          onClick={act}
        >
          {isAlone ? words.schedule : words.propose}
        </Button>
      </Group>
    </>
  );
}
