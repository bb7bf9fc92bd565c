import { dayOf, endOfDay } from '#domain/base';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { useFilters } from '#ui/use-filters';
import { Alert, Button, Group } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconHistory } from '@tabler/icons-react';
import { answersWords } from './words.ts';

const KEYS = ['at'] as const;

/** The moment that a page shows, carried by its address; null is now. */
export function useAsOf(): { asOf: number | null; setAsOf: (at: number | null) => void } {
  const { values, set } = useFilters(KEYS);
  const at = /^\d{1,15}$/.test(values.at ?? '') ? Number(values.at) : null;
  return { asOf: at, setAsOf: (next) => set('at', next === null ? null : String(next)) };
}

/** Chooses the day whose rights are shown: as they were when it ended. */
export function AsOfControl() {
  const words = useWords(answersWords);
  const { zone } = useLanguage();
  const { asOf, setAsOf } = useAsOf();
  return (
    <DatePickerInput
      size="xs"
      w={170}
      aria-label={asOf === null ? words.asOf : `${words.asOf} ${dayOf(asOf, zone)}`}
      placeholder={words.asOf}
      leftSection={<IconHistory size={14} aria-hidden />}
      valueFormat="YYYY-MM-DD"
      clearable
      value={asOf === null ? null : dayOf(asOf, zone)}
      onChange={(day) => setAsOf(day === null ? null : endOfDay(day, zone))}
    />
  );
}

/** Says that a page shows another day, and leads back to now; nothing where it shows now. */
export function AsOfBanner() {
  const words = useWords(answersWords);
  const { dateTime } = useFormat();
  const { asOf, setAsOf } = useAsOf();
  if (asOf === null) return null;
  return (
    <Alert color="orange" p="xs" role="status">
      <Group gap="sm">
        {words.showing({ moment: dateTime(asOf) })}
        <Button size="compact-xs" variant="default" onClick={() => setAsOf(null)}>
          {words.backToNow}
        </Button>
      </Group>
    </Alert>
  );
}
