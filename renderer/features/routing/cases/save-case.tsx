import { useTell } from '#bridge/ask';
import type { Value } from '#domain/conditions';
import type { Choice } from '#features/routing/grid';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { Alert, Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { caseWords } from './words.ts';

type SaveCaseProps = {
  readonly ruleSetId: string;
  /** What is being tried. */
  readonly facts: Readonly<Record<string, Value>>;
  /** Where it goes now: what it is expected to do where nobody says otherwise. */
  readonly groupId: string | undefined;
  readonly groups: readonly Choice[];
};

/** Saves what is being tried as a case that every draft has to pass. */
export function SaveCase(props: SaveCaseProps) {
  const words = useWords(caseWords);
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <CaseForm {...props} onClose={() => setOpen(false)} />;
  return (
    <Button variant="default" size="compact-xs" mt="sm" onClick={() => setOpen(true)}>
      {words.save}
    </Button>
  );
}

function CaseForm(props: SaveCaseProps & { readonly onClose: () => void }) {
  const words = useWords(caseWords);
  const text = useErrorText();
  const save = useTell('routing.saveCase');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const groupId = chosen ?? props.groupId ?? props.groups[0]?.value;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (groupId === undefined) return;
        save.mutate(
          { ruleSetId: props.ruleSetId, name, facts: { ...props.facts }, groupId },
          {
            onSuccess: () => {
              notifications.show({ message: words.saved });
              props.onClose();
            },
          },
        );
      }}
    >
      <Stack gap={8} mt="sm">
        <TextInput
          label={words.name}
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={words.expected}
          data={props.groups.map((group) => ({ value: group.value, label: group.name }))}
          value={groupId ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        {save.error && <Alert color="red">{text(save.error)}</Alert>}
        <Button type="submit" size="compact-sm" disabled={name.trim() === ''} loading={save.isPending}>
          {words.saveNow}
        </Button>
      </Stack>
    </form>
  );
}
