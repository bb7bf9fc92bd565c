import { useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Alert, Button, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { goLiveWords } from './words.ts';

type Round = NonNullable<OutputOf<'access.getGoLive'>>;
type MyUnitProps = { readonly round: Round; readonly unit: Round['units'][number] };

/** One unit of the leader's own: who gets the rights, and their word for it. */
export function MyUnit({ round, unit }: MyUnitProps) {
  const words = useWords(goLiveWords);
  const text = useErrorText();
  const { label, dateTime } = useFormat();
  const confirm = useTell('access.confirmGoLive');
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(
    new Set(unit.people.filter((one) => one.isLeftOut).map((one) => one.id)),
  );
  const [note, setNote] = useState(unit.confirmed?.note ?? '');
  const isOpen = round.state === 'asking';
  const { mapping } = round;
  const given = (part: 'leader' | 'member') => {
    const role = part === 'leader' ? round.leaderRole : round.memberRole;
    const scope = part === 'leader' ? mapping.leaderScope : mapping.memberScope;
    return words.gives({ role: role ? label(role) : '', scope: words.scopes[scope] });
  };
  const toggle = (id: string) => {
    const next = new Set(leftOut);
    if (!next.delete(id)) next.add(id);
    setLeftOut(next);
  };
  const act = () =>
    confirm.mutate(
      { round: round.round, unitId: unit.id, leftOut: [...leftOut], note: note.trim() },
      { onSuccess: () => notifications.show({ message: words.confirmed }) },
    );
  return (
    <Section title={words.mine({ name: label(unit.label) })} hint={isOpen && words.mineHint}>
      <Stack gap="xs" align="start">
        {confirm.error && (
          <Alert color="red" role="alert" p="xs">
            {text(confirm.error)}
          </Alert>
        )}
        {unit.people.map((person) => (
          <Checkbox
            key={person.id}
            label={`${person.name} · ${given(person.part)}`}
            aria-label={words.gets({ name: person.name })}
            checked={!leftOut.has(person.id)}
            disabled={!isOpen}
            onChange={() => toggle(person.id)}
          />
        ))}
        {unit.confirmed && (
          <Text size="sm" c="var(--yard-good-ink)">
            {words.confirmedBy({ name: unit.confirmed.by.name, time: dateTime(unit.confirmed.at) })}
          </Text>
        )}
        {isOpen && (
          <>
            <TextInput
              label={words.note}
              value={note}
              maxLength={500}
              miw={320}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <Button loading={confirm.isPending} onClick={act}>
              {unit.confirmed ? words.confirmAgain : words.confirm}
            </Button>
          </>
        )}
      </Stack>
    </Section>
  );
}
