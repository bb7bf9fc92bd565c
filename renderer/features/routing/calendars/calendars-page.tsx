import { useAsk, useTell } from '#bridge/ask';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { DraftActions } from '#ui/draft-actions';
import { Page, Section } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Alert, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { type CalendarDraft, type CalendarRow, draftOf, hoursOf, savingOf } from './calendar-draft.ts';
import { CalendarForm } from './calendar-form.tsx';
import { calendarWords } from './words.ts';

/** Every working calendar, one below the other, and the way to a new one. */
export function CalendarsPage() {
  const words = useWords(calendarWords);
  const mayEdit = useMay('routing.edit');
  const calendars = useAsk('routing.listCalendars', {});
  const [isAdding, setAdding] = useState(false);
  const add = mayEdit && (
    <Button disabled={isAdding} onClick={() => setAdding(true)}>
      {words.newCalendar}
    </Button>
  );
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={add}>
      {!mayEdit && (
        <Alert color="gray" p="xs">
          {words.readOnly}
        </Alert>
      )}
      {calendars.error && <ErrorState error={calendars.error} onRetry={() => void calendars.refetch()} />}
      {calendars.isPending && <LoadingState />}
      {isAdding && <CalendarCard row={undefined} isReadOnly={false} onClose={() => setAdding(false)} />}
      {calendars.data?.length === 0 && !isAdding && (
        <EmptyState title={words.noCalendars} hint={words.noCalendarsHint} />
      )}
      {calendars.data?.map((row) => (
        <CalendarCard key={row.id} row={row} isReadOnly={!mayEdit} onClose={() => {}} />
      ))}
    </Page>
  );
}

type CalendarCardProps = {
  readonly row: CalendarRow | undefined;
  readonly isReadOnly: boolean;
  readonly onClose: () => void;
};

function CalendarCard({ row, isReadOnly, onClose }: CalendarCardProps) {
  const words = useWords(calendarWords);
  const text = useErrorText();
  const { label, number } = useFormat();
  const [draft, setDraft] = useState<CalendarDraft | null>(row ? null : draftOf(undefined));
  const [isTried, setTried] = useState(false);
  const save = useTell('routing.saveCalendar');
  const shown = draft ?? draftOf(row);
  const leave = () => {
    setDraft(null);
    setTried(false);
    save.reset();
    onClose();
  };
  const act = () => {
    setTried(true);
    const saving = savingOf(shown);
    if (!saving) return;
    save.mutate(saving, {
      onSuccess: () => {
        notifications.show({ message: words.saved });
        leave();
      },
    });
  };
  return (
    <Section
      title={row ? label(row.label) : words.newCalendar}
      hint={`${shown.zone} · ${words.hoursPerWeek({ hours: number(hoursOf(shown.week), 1) })}`}
      actions={draft && <DraftActions words={words} isSaving={save.isPending} onReset={leave} onSave={act} />}
    >
      {save.error && (
        <Alert color="red" mb="sm">
          {text(save.error)}
        </Alert>
      )}
      <CalendarForm draft={shown} isReadOnly={isReadOnly} isTried={isTried} onChange={setDraft} />
    </Section>
  );
}
