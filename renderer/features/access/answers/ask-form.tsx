import { COLUMN_CLASSES, PERMISSIONS } from '#domain/access';
import { permissionName, rightsWords } from '#features/access/rights';
import { useWords } from '#i18n/words';
import { Button, Group, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Asked, type Kind, KINDS, readRecord, writeRecord } from './asked.ts';
import { answersWords } from './words.ts';

type AskFormProps = { readonly asked: Asked | undefined; readonly onAsk: (asked: string) => void };

/** What the question is about: a record by its number or address, an action, or a class of columns. */
export function AskForm({ asked, onAsk }: AskFormProps) {
  const words = useWords(answersWords);
  const rights = useWords(rightsWords);
  const now = asked && ('record' in asked ? asked.record : asked.question);
  const [kind, setKind] = useState<Kind>(now?.kind ?? 'opportunity');
  return (
    <Group align="start" gap="sm">
      <Select
        label={words.about}
        data={KINDS.map((value) => ({ value, label: words.abouts[value] }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => value && setKind(value)}
      />
      {kind === 'permission' && (
        <Select
          label={words.operation}
          miw={240}
          searchable
          data={PERMISSIONS.map((value) => ({ value, label: permissionName(rights, value) }))}
          value={now?.kind === 'permission' ? now.permission : null}
          onChange={(value) => value && onAsk(`permission:${value}`)}
        />
      )}
      {kind === 'column' && (
        <Select
          label={words.column}
          data={COLUMN_CLASSES.map((value) => ({ value, label: rights.columnNames[value] }))}
          value={now?.kind === 'column' ? now.column : null}
          onChange={(value) => value && onAsk(`column:${value}`)}
        />
      )}
      {kind !== 'permission' && kind !== 'column' && (
        <RecordForm
          key={`${kind} ${now && 'id' in now ? now.id : ''}`}
          kind={kind}
          start={now?.kind === kind ? String(now.id) : ''}
          onAsk={onAsk}
        />
      )}
    </Group>
  );
}

type RecordFormProps = {
  readonly kind: 'opportunity' | 'card' | 'order';
  readonly start: string;
  readonly onAsk: (asked: string) => void;
};

export function RecordForm({ kind, start, onAsk }: RecordFormProps) {
  const words = useWords(answersWords);
  const [text, setText] = useState(start);
  const [isBad, setBad] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const record = readRecord(text, kind);
    setBad(!record);
    if (record) onAsk(writeRecord(record));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group align="start" gap="sm">
        <TextInput
          label={words.number}
          placeholder={words.numberHint}
          miw={260}
          value={text}
          error={isBad && words.badNumber}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" mt={22}>
          {words.find}
        </Button>
      </Group>
    </form>
  );
}
