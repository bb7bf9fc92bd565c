import { useAsk, useTell } from '#bridge/ask';
import type { InputOf } from '#contract/contract';
import { dayOf, endOfDay } from '#domain/base';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Alert, Button, Group, Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { reviewWords } from './words.ts';

type Among = InputOf<'access.startReview'>['among'];
const DAYS = 14;
const DAY = 86_400_000;

/** Starting a review: of whom, and until when. */
export function StartReview({ onDone }: { readonly onDone: () => void }) {
  const words = useWords(reviewWords);
  const text = useErrorText();
  const { label, number } = useFormat();
  const { zone } = useLanguage();
  const navigate = useNavigate();
  const policy = useAsk('access.getPolicy', {}).data;
  const tell = useTell('access.startReview');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Among['kind']>('all');
  const [id, setId] = useState<string | null>(null);
  const [day, setDay] = useState(() => dayOf(Date.now() + DAYS * DAY, zone));
  const among = amongOf(kind, id);
  const act = () => {
    if (!among) return;
    tell.mutate(
      { name, among, dueAt: endOfDay(day, zone) },
      {
        onSuccess: ({ id: reviewId, items }) => {
          notifications.show({ message: words.begun({ count: number(items) }) });
          void navigate(`/reviews/${reviewId}`);
        },
      },
    );
  };
  const things = kind === 'role' ? policy?.roles : policy?.units;
  return (
    <Section title={words.start}>
      {tell.error && (
        <Alert color="red" role="alert" p="xs" mb="sm">
          {text(tell.error)}
        </Alert>
      )}
      <Group align="end" gap="sm">
        <TextInput
          label={words.name}
          placeholder={words.namePlaceholder}
          miw={260}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={words.among}
          data={[
            { value: 'all', label: words.amongAll },
            { value: 'unit', label: words.amongUnit },
            { value: 'role', label: words.amongRole },
          ]}
          value={kind}
          allowDeselect={false}
          onChange={(value) => {
            if (value) setKind(value);
            setId(null);
          }}
        />
        {kind !== 'all' && (
          <Select
            label={words[kind]}
            searchable
            data={(things ?? []).map((one) => ({ value: one.id, label: label(one.label) }))}
            value={id}
            onChange={setId}
          />
        )}
        <TextInput
          type="date"
          label={words.due}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button loading={tell.isPending} disabled={name.trim() === '' || !among || day === ''} onClick={act}>
          {words.begin}
        </Button>
        <Button variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
      </Group>
    </Section>
  );
}

function amongOf(kind: Among['kind'], id: string | null): Among | undefined {
  if (kind === 'all') return { kind };
  if (id === null) return undefined;
  return kind === 'unit' ? { kind, unitId: id } : { kind, roleId: id };
}
