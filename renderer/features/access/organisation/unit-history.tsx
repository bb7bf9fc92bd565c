import { useAsk } from '#bridge/ask';
import { endOfDay } from '#domain/base';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState } from '#ui/states';
import { Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { organisationWords } from './words.ts';

type UnitHistoryProps = { readonly unitId: string; readonly name: string };

/** Who led a unit and what was above it, from when until when; and who led it on a day. */
export function UnitHistory({ unitId, name }: UnitHistoryProps) {
  const words = useWords(organisationWords);
  const { date, label } = useFormat();
  const [day, setDay] = useState('');
  const spans = useAsk('access.listUnitHistory', { unitId });
  return (
    <Section title={words.history} hint={words.historyHint} flush>
      <Group align="end" gap="sm" p="sm">
        <TextInput
          size="xs"
          type="date"
          label={words.onDay}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        {day !== '' && <OnDay unitId={unitId} name={name} day={day} />}
      </Group>
      {spans.error && <ErrorState error={spans.error} onRetry={() => void spans.refetch()} />}
      {spans.data && (
        <PlainTable
          label={words.history}
          header={[
            { name: words.leader },
            { name: words.parent },
            { name: words.from, keep: true },
            { name: words.to, keep: true },
          ]}
          rows={spans.data.map(({ from, to, leader, parent }) => ({
            key: from,
            cells: [
              leader?.name ?? words.noLeader,
              parent ? label(parent) : words.top,
              from === 0 ? words.always : date(from),
              to === null ? words.now : date(to),
            ],
          }))}
        />
      )}
    </Section>
  );
}

/** Who led it when a day ended. */
function OnDay({ unitId, name, day }: UnitHistoryProps & { readonly day: string }) {
  const words = useWords(organisationWords);
  const { zone } = useLanguage();
  const led = useAsk('access.whoLed', { unitId, at: endOfDay(day, zone) });
  if (!led.data) return null;
  const { wasThere, leader } = led.data;
  const said = leader
    ? words.led({ day, unit: name, name: leader.name })
    : wasThere
      ? words.ledByNobody({ day, unit: name })
      : words.notThere({ day });
  return (
    <Text size="sm" role="status">
      {said}
    </Text>
  );
}
