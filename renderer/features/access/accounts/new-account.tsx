import { useAsk, useTell } from '#bridge/ask';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Alert, Button, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { accountWords } from './words.ts';

/** A first password, and whom it is for. */
export type Given = { readonly name: string; readonly secret: string };

type NewAccountProps = { readonly onClose: () => void; readonly onMade: (given: Given) => void };

/** Opens an account for somebody who comes with no import. */
export function NewAccount({ onClose, onMade }: NewAccountProps) {
  const words = useWords(accountWords);
  return (
    <Modal opened title={words.addPerson} onClose={onClose}>
      <NewAccountForm onMade={onMade} />
    </Modal>
  );
}

function NewAccountForm({ onMade }: Pick<NewAccountProps, 'onMade'>) {
  const words = useWords(accountWords);
  const errorText = useErrorText();
  const create = useTell('access.createPerson');
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [unitId, setUnitId] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || login.trim() === '') return;
    create.mutate(
      { name: name.trim(), login: login.trim(), unitId },
      { onSuccess: ({ firstPassword }) => onMade({ name: name.trim(), secret: firstPassword }) },
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm">{words.newPersonHint}</Text>
        <TextInput
          label={words.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={isTried && name.trim() === '' && words.needsName}
          data-autofocus
        />
        <TextInput
          label={words.login}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          error={isTried && login.trim() === '' && words.needsLogin}
          autoCapitalize="none"
          spellCheck={false}
        />
        <UnitSelect value={unitId} onChange={setUnitId} />
        {create.error && (
          <Alert color="red" role="alert" p="xs">
            {errorText(create.error)}
          </Alert>
        )}
        <Button type="submit" loading={create.isPending}>
          {words.addPerson}
        </Button>
      </Stack>
    </form>
  );
}

function UnitSelect(props: {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) {
  const words = useWords(accountWords);
  const { label } = useFormat();
  const units = useAsk('access.listUnits', {});
  return (
    <Select
      label={words.unit}
      placeholder={words.noUnit}
      data={(units.data ?? []).map((unit) => ({ value: unit.id, label: label(unit.label) }))}
      value={props.value}
      onChange={props.onChange}
      searchable
      clearable
    />
  );
}
