import { useTell } from '#bridge/ask';
import { type Attribute, AttributeShape } from '#domain/tagging';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import {
  Alert,
  Button,
  CloseButton,
  Group,
  Modal,
  NativeSelect,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { taggingWords } from './words.ts';

type AttributeFormProps = {
  /** Null for a new one. */
  readonly known: Attribute | null;
  readonly all: readonly Attribute[];
  readonly onClose: () => void;
};

const KINDS = ['enum', 'set', 'text', 'number', 'date', 'boolean'] as const;

/** One attribute, or a new one: its names, its kind, its values. */
export function AttributeForm({ known, all, onClose }: AttributeFormProps) {
  const words = useWords(taggingWords);
  const text = useErrorText();
  const { label } = useFormat();
  const [draft, setDraft] = useState<Attribute>(
    () => known ?? { key: '', kind: 'set', label: { zh: '', en: '' }, values: [], position: all.length },
  );
  const [isTried, setTried] = useState(false);
  const save = useTell('tagging.saveAttribute');
  const isListed = draft.kind === 'enum' || draft.kind === 'set';
  const saving = { ...draft, values: isListed ? draft.values : [] };
  const isTaken = known === null && all.some(({ key }) => key === draft.key);
  const isKey = AttributeShape.shape.key.safeParse(draft.key).success;
  const act = () => {
    setTried(true);
    if (isTaken || !AttributeShape.safeParse(saving).success) return;
    save.mutate(saving, {
      onSuccess: () => {
        notifications.show({ message: words.savedAttribute });
        onClose();
      },
    });
  };
  const put = (part: Partial<Attribute>) => setDraft({ ...draft, ...part });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={known ? words.editAttribute({ name: label(known.label) }) : words.newAttribute}
    >
      <Stack gap="sm">
        {save.error && <Alert color="red">{text(save.error)}</Alert>}
        <TextInput
          label={words.key}
          description={known === null && words.keyHint}
          value={draft.key}
          readOnly={known !== null}
          error={isTried && (isTaken ? words.takenKey : !isKey && words.badKey)}
          onChange={(event) => put({ key: event.currentTarget.value })}
        />
        <NativeSelect
          label={words.kind}
          value={draft.kind}
          data={KINDS.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
          onChange={(event) => put({ kind: event.currentTarget.value as Attribute['kind'] })}
        />
        <Group grow align="flex-start">
          <TextInput
            label={words.nameZh}
            required
            value={draft.label.zh}
            error={isTried && draft.label.zh.trim() === '' && words.missing}
            onChange={(event) => put({ label: { ...draft.label, zh: event.currentTarget.value } })}
          />
          <TextInput
            label={words.nameEn}
            value={draft.label.en}
            onChange={(event) => put({ label: { ...draft.label, en: event.currentTarget.value } })}
          />
        </Group>
        {isListed && (
          <ValueRows values={draft.values} isTried={isTried} onChange={(values) => put({ values })} />
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button loading={save.isPending} onClick={act}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type ValueRowsProps = {
  readonly values: Attribute['values'];
  readonly isTried: boolean;
  readonly onChange: (values: Attribute['values']) => void;
};

function ValueRows({ values, isTried, onChange }: ValueRowsProps) {
  const words = useWords(taggingWords);
  const { number } = useFormat();
  const put = (index: number, part: Partial<Attribute['values'][number]>) =>
    onChange(values.map((value, at) => (at === index ? { ...value, ...part } : value)));
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {words.values}
      </Text>
      {values.map((value, index) => {
        const nth = number(index + 1);
        const of = (field: string) => words.valueOf({ number: nth, field });
        return (
          // Values have nothing of their own beside what is typed.
          // oxlint-disable-next-line react/no-array-index-key
          <Group key={index} gap={6} wrap="nowrap">
            <TextInput
              size="xs"
              aria-label={of(words.code)}
              placeholder={words.code}
              value={value.code}
              error={isTried && value.code.trim() === ''}
              onChange={(event) => put(index, { code: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              flex={1}
              aria-label={of(words.nameZh)}
              placeholder={words.nameZh}
              value={value.label.zh}
              error={isTried && value.label.zh.trim() === ''}
              onChange={(event) => put(index, { label: { ...value.label, zh: event.currentTarget.value } })}
            />
            <TextInput
              size="xs"
              flex={1}
              aria-label={of(words.nameEn)}
              placeholder={words.nameEn}
              value={value.label.en}
              onChange={(event) => put(index, { label: { ...value.label, en: event.currentTarget.value } })}
            />
            <CloseButton
              aria-label={words.removeValue({ number: nth })}
              onClick={() => onChange(values.toSpliced(index, 1))}
            />
          </Group>
        );
      })}
      <Button
        size="compact-xs"
        variant="light"
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onChange([...values, { code: '', label: { zh: '', en: '' } }])}
      >
        {words.addValue}
      </Button>
    </Stack>
  );
}
