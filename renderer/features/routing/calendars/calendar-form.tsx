import { useWords } from '#i18n/words';
import { Fieldset, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { type CalendarDraft, parseShifts } from './calendar-draft.ts';
import { ExceptionList } from './exception-list.tsx';
import styles from './calendars.module.css';
import { calendarWords } from './words.ts';

type CalendarFormProps = {
  readonly draft: CalendarDraft;
  readonly isReadOnly: boolean;
  readonly isTried: boolean;
  readonly onChange: (draft: CalendarDraft) => void;
};

const ZONES = Intl.supportedValuesOf('timeZone');

/** Everything that one working calendar says. */
export function CalendarForm({ draft, isReadOnly, isTried, onChange }: CalendarFormProps) {
  const words = useWords(calendarWords);
  const { label, zone } = draft;
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <TextInput
          label={words.nameZh}
          required
          maxLength={200}
          value={label.zh}
          readOnly={isReadOnly}
          error={isTried && label.zh.trim() === '' && words.nameZhMissing}
          onChange={(event) => onChange({ ...draft, label: { ...label, zh: event.currentTarget.value } })}
        />
        <TextInput
          label={words.nameEn}
          maxLength={200}
          value={label.en}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ ...draft, label: { ...label, en: event.currentTarget.value } })}
        />
        <Select
          label={words.zone}
          searchable
          allowDeselect={false}
          limit={50}
          readOnly={isReadOnly}
          data={ZONES.includes(zone) ? ZONES : [zone, ...ZONES]}
          value={zone}
          onChange={(chosen) => chosen !== null && onChange({ ...draft, zone: chosen })}
        />
      </SimpleGrid>
      <Week draft={draft} isReadOnly={isReadOnly} onChange={onChange} />
      <ExceptionList draft={draft} isReadOnly={isReadOnly} onChange={onChange} />
    </Stack>
  );
}

function Week({ draft, isReadOnly, onChange }: Omit<CalendarFormProps, 'isTried'>) {
  const words = useWords(calendarWords);
  return (
    <Fieldset legend={words.week} variant="unstyled">
      <Text size="xs" c="dimmed" mb={8}>
        {words.weekHint}
      </Text>
      <div className={styles.week}>
        {draft.week.map((shifts, index) => (
          <TextInput
            key={words.weekdays[index]}
            label={words.weekdays[index]}
            placeholder={words.rest}
            readOnly={isReadOnly}
            maxLength={120}
            value={shifts}
            error={parseShifts(shifts) === null && words.badShifts}
            onChange={(event) => {
              const typed = event.currentTarget.value;
              onChange({ ...draft, week: draft.week.map((each, at) => (at === index ? typed : each)) });
            }}
          />
        ))}
      </div>
    </Fieldset>
  );
}
