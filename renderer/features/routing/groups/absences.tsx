import { useAsk, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { momentAt } from '#domain/base';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState } from '#ui/states';
import { Alert, Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GroupRow } from './group-draft.ts';
import styles from './groups.module.css';
import { groupWords } from './words.ts';

type AbsencesProps = { readonly group: GroupRow; readonly isReadOnly: boolean };
type AbsenceRow = OutputOf<'routing.listAbsences'>[number];

/** When members of a group are away. An absence is the person's, so it counts in all their groups, and at once. */
export function Absences({ group, isReadOnly }: AbsencesProps) {
  const words = useWords(groupWords);
  const absences = useAsk('routing.listAbsences', {});
  const members = new Set(group.members.map(({ userId }) => userId));
  const rows = (absences.data ?? []).filter(({ userId }) => members.has(userId));
  return (
    <Section flush title={words.absences} hint={words.absencesHint}>
      {absences.error && <ErrorState error={absences.error} onRetry={() => void absences.refetch()} />}
      {!isReadOnly && <AddAbsence group={group} />}
      {absences.data && rows.length === 0 && <p className={styles.note}>{words.noAbsences}</p>}
      {rows.length > 0 && <AbsenceTable rows={rows} isReadOnly={isReadOnly} />}
    </Section>
  );
}

function AbsenceTable({ rows, isReadOnly }: { readonly rows: AbsenceRow[]; readonly isReadOnly: boolean }) {
  const words = useWords(groupWords);
  const text = useErrorText();
  const { dateTime } = useFormat();
  const remove = useTell('routing.removeAbsence');
  return (
    <>
      {remove.error && <Alert color="red">{text(remove.error)}</Alert>}
      <PlainTable
        label={words.absences}
        header={[
          { name: words.member },
          { name: words.absentFrom },
          { name: words.absentTo },
          { name: words.absentWhy },
          { name: words.remove, align: 'right' },
        ]}
        rows={rows.map(({ id, userName, fromAt, toAt, reason }) => ({
          key: id,
          cells: [
            userName,
            dateTime(fromAt),
            dateTime(toAt),
            reason,
            !isReadOnly && (
              <ConfirmButton
                key="remove"
                size="compact-xs"
                variant="default"
                question={words.removeAbsence({ name: userName })}
                confirmLabel={words.remove}
                onConfirm={() => remove.mutate({ id })}
              >
                {words.remove}
              </ConfirmButton>
            ),
          ],
        }))}
      />
    </>
  );
}

const EMPTY = { userId: null, from: '', to: '', reason: '' } as const;
type AbsenceDraft = {
  readonly userId: string | null;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
};

function AddAbsence({ group }: { readonly group: GroupRow }) {
  const words = useWords(groupWords);
  const text = useErrorText();
  const { zone } = useLanguage();
  const [draft, setDraft] = useState<AbsenceDraft>(EMPTY);
  const save = useTell('routing.saveAbsence');
  const { userId, from, to, reason } = draft;
  const [fromAt, toAt] = [momentAt(from, zone), momentAt(to, zone)];
  const isBackwards = from !== '' && to !== '' && !(toAt > fromAt);
  const isComplete = userId !== null && toAt > fromAt;
  const act = () => {
    if (userId === null) return;
    save.mutate({ userId, fromAt, toAt, reason: reason.trim() }, { onSuccess: () => setDraft(EMPTY) });
  };
  return (
    <div className={styles.add}>
      <Select
        label={words.member}
        searchable
        data={group.members.map((member) => ({ value: member.userId, label: member.userName }))}
        value={userId}
        onChange={(chosen) => setDraft({ ...draft, userId: chosen })}
      />
      <TextInput
        type="datetime-local"
        label={words.absentFrom}
        value={from}
        onChange={(event) => setDraft({ ...draft, from: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label={words.absentTo}
        value={to}
        error={isBackwards && words.absentBackwards}
        onChange={(event) => setDraft({ ...draft, to: event.currentTarget.value })}
      />
      <TextInput
        label={words.absentWhy}
        maxLength={200}
        value={reason}
        onChange={(event) => setDraft({ ...draft, reason: event.currentTarget.value })}
      />
      <Button variant="default" disabled={!isComplete} loading={save.isPending} onClick={act}>
        {words.addAbsence}
      </Button>
      {save.error && <Alert color="red">{text(save.error)}</Alert>}
    </div>
  );
}
