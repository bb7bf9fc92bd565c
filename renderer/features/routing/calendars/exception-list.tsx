import { useWords } from '#i18n/words';
import { Badge, Button, CloseButton, Fieldset, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type CalendarDraft, daysBetween, parseShifts, withDays } from './calendar-draft.ts';
import styles from './calendars.module.css';
import { calendarWords } from './words.ts';

type ExceptionListProps = {
  readonly draft: CalendarDraft;
  readonly isReadOnly: boolean;
  readonly onChange: (draft: CalendarDraft) => void;
};

/** The days that leave the week: holidays, and weekends that are worked instead. */
export function ExceptionList({ draft, isReadOnly, onChange }: ExceptionListProps) {
  const words = useWords(calendarWords);
  const { exceptions } = draft;
  const put = (day: string, shifts: string) => onChange(withDays(draft, [day], shifts));
  return (
    <Fieldset legend={words.exceptions} variant="unstyled">
      <Text size="xs" c="dimmed" mb={8}>
        {words.exceptionsHint}
      </Text>
      {!isReadOnly && <AddDays draft={draft} onChange={onChange} />}
      {exceptions.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noExceptions}
        </Text>
      )}
      <ul className={styles.days}>
        {exceptions.map(({ day, shifts }) => (
          <li key={day} className={styles.day}>
            <span>{day}</span>
            <Badge color={shifts === '' ? 'gray' : 'blue'}>
              {shifts === '' ? words.dayOff : words.workDay}
            </Badge>
            <TextInput
              size="xs"
              aria-label={words.shiftsOf({ day })}
              placeholder={words.rest}
              readOnly={isReadOnly}
              maxLength={120}
              value={shifts}
              error={parseShifts(shifts) === null && words.badShifts}
              onChange={(event) => put(day, event.currentTarget.value)}
            />
            {!isReadOnly && (
              <CloseButton
                size="sm"
                aria-label={words.removeDay({ day })}
                onClick={() =>
                  onChange({ ...draft, exceptions: exceptions.filter((each) => each.day !== day) })
                }
              />
            )}
          </li>
        ))}
      </ul>
    </Fieldset>
  );
}

/** A weekend that is worked goes by Monday's shifts, until somebody says otherwise. */
const MONDAY = 0;

function AddDays({ draft, onChange }: Omit<ExceptionListProps, 'isReadOnly'>) {
  const words = useWords(calendarWords);
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const days = first === '' ? [] : daysBetween(first, last === '' ? first : last);
  const add = (shifts: string) => {
    onChange(withDays(draft, days ?? [], shifts));
    setFirst('');
    setLast('');
  };
  const isEmpty = !days || days.length === 0;
  return (
    <div className={styles.add}>
      <TextInput
        type="date"
        label={words.firstDay}
        value={first}
        onChange={(event) => setFirst(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={words.lastDay}
        value={last}
        error={!days && words.tooManyDays}
        onChange={(event) => setLast(event.currentTarget.value)}
      />
      <Button variant="default" disabled={isEmpty} onClick={() => add('')}>
        {words.addAsOff}
      </Button>
      <Button variant="default" disabled={isEmpty} onClick={() => add(draft.week[MONDAY] ?? '')}>
        {words.addAsWork}
      </Button>
    </div>
  );
}
