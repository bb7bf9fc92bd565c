import { useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import type { Language } from '#domain/base';
import { PEOPLE_COLUMNS, UNIT_COLUMNS } from '#domain/organisation';
import { ChangePreview, type Policy } from '#features/access/rights';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { rosterWords } from './words.ts';

type Roster = OutputOf<'access.readRoster'>;
const MOST = 100;
const SHOWN_NAMES = 30;

/** A column by its title in a language; the first two names of each are ours. */
function titleOf(column: string, language: Language): string {
  const all = [...Object.values(UNIT_COLUMNS), ...Object.values(PEOPLE_COLUMNS)];
  const names = all.find(([zh]) => zh === column);
  return language === 'en' ? (names?.[1] ?? column) : column;
}

/** Every row that stands in the way, with its line and what to do. */
export function Faults({ faults }: { readonly faults: Roster['faults'] }) {
  const words = useWords(rosterWords);
  const { number } = useFormat();
  const { language } = useLanguage();
  const sorted = faults.toSorted((one, other) => one.line - other.line);
  return (
    <Section title={words.faults({ count: number(faults.length) })} hint={words.faultsHint} flush>
      <PlainTable
        label={words.faultsHint}
        header={[
          { name: words.line, keep: true },
          { name: words.column },
          { name: words.value },
          { name: words.what },
        ]}
        rows={sorted.slice(0, MOST).map((one, at) => ({
          key: at,
          cells: [
            `${words.files[one.file]} ${number(one.line)}`,
            titleOf(one.column, language),
            one.value,
            words.codes[one.code],
          ],
        }))}
      />
    </Section>
  );
}

type ReadingProps = {
  readonly roster: Roster;
  readonly policy: Policy;
  readonly onChanged: () => void;
  readonly onCancel: () => void;
};

/** What a sound roster changes: at once, and on which days; and who is not in it. */
export function Reading({ roster, policy, onChanged, onCancel }: ReadingProps) {
  const words = useWords(rosterWords);
  const { number, date, label } = useFormat();
  const now = roster.batches.find(({ at }) => at === null);
  const later = roster.batches.filter(({ at }) => at !== null);
  const people = named(roster.missingPeople, (id) => policy.people.find((one) => one.id === id)?.name);
  const units = named(roster.missingUnits, (id) => {
    const unit = policy.units.find((one) => one.id === id);
    return unit && label(unit.label);
  });
  return (
    <Stack gap="md">
      {roster.batches.length === 0 && <Alert color="teal">{words.noChange}</Alert>}
      <Section title={words.unchanged({ count: number(roster.unchanged) })}>
        {people && (
          <Text size="sm">
            {words.missingPeople({ count: number(roster.missingPeople.length) })}: {people}
          </Text>
        )}
        {units && (
          <Text size="sm">
            {words.missingUnits({ count: number(roster.missingUnits.length) })}: {units}
          </Text>
        )}
      </Section>
      {now && (
        <>
          <Text fw={550}>{words.changesNow({ count: number(now.changes.length) })}</Text>
          <ChangePreview policy={policy} changes={now.changes} onDone={onChanged} onCancel={onCancel} />
        </>
      )}
      {later.map(({ at, changes }) => (
        <Section
          key={at}
          title={words.changesAt({ count: number(changes.length), day: date(at ?? 0) })}
          hint={now && words.afterNow}
        >
          {!now && <Later at={at ?? 0} changes={changes} isAlone={!policy.needsSecond} />}
        </Section>
      ))}
    </Stack>
  );
}

function named(ids: readonly string[], nameOf: (id: string) => string | undefined): string {
  const names = ids.slice(0, SHOWN_NAMES).map((id) => nameOf(id) ?? id);
  return names.join(' · ') + (ids.length > SHOWN_NAMES ? ' …' : '');
}

type LaterProps = {
  readonly at: number;
  readonly changes: Roster['batches'][number]['changes'];
  readonly isAlone: boolean;
};

/** One day's changes, to be proposed for that day. */
function Later({ at, changes, isAlone }: LaterProps) {
  const words = useWords(rosterWords);
  const text = useErrorText();
  const tell = useTell('access.propose');
  const [isDone, setDone] = useState(false);
  const act = () =>
    tell.mutate(
      { changes, reason: words.reason, effectiveAt: at, alone: isAlone },
      {
        onSuccess: () => {
          setDone(true);
          notifications.show({ message: words.scheduled });
        },
      },
    );
  if (isDone) return <Text size="sm">{words.scheduled}</Text>;
  return (
    <Stack gap="xs" align="start">
      {tell.error && (
        <Alert color="red" role="alert" p="xs">
          {text(tell.error)}
        </Alert>
      )}
      <Button size="xs" loading={tell.isPending} onClick={act}>
        {words.schedule}
      </Button>
    </Stack>
  );
}
