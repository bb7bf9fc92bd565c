import { useAsk, useTell } from '#bridge/ask';
import { useWords } from '#i18n/words';
import { Button, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { NewPassword, useTypedFaults } from './new-password.tsx';
import { PasswordBox } from './password-box.tsx';
import { type Failed, Refused } from './refused.tsx';
import { accountWords } from './words.ts';

const EMPTY = { next: '', again: '' };
const NO_FAULTS = { next: null, again: null };

/** The own password: the current one, and a new one twice. */
export function ChangePassword(props: { readonly onChanged: () => void; readonly isFirst?: boolean }) {
  const words = useWords(accountWords);
  const min = useAsk('access.getWelcome', {}).data?.minPasswordLength ?? 0;
  const change = useTell('access.changePassword');
  const faultsOf = useTypedFaults(min);
  const [current, setCurrent] = useState('');
  const [typed, setTyped] = useState(EMPTY);
  const [faults, setFaults] = useState<{ next: string | null; again: string | null }>(NO_FAULTS);
  const [isMissing, setMissing] = useState(false);
  const [failed, setFailed] = useState<Failed>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(typed);
    setFaults(found);
    setMissing(current === '');
    if (current === '' || found.next !== null || found.again !== null) return;
    const answer = await change.mutateAsync({ password: current, newPassword: typed.next }).catch(() => null);
    setFailed(answer === null || answer.outcome === 'changed' ? null : answer);
    if (answer?.outcome !== 'changed') return;
    setCurrent('');
    setTyped(EMPTY);
    props.onChanged();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm" maw={420}>
        <PasswordBox
          label={words.currentPassword}
          autoComplete="current-password"
          autoFocus={props.isFirst ?? false}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={isMissing && words.needsPassword}
        />
        <NewPassword min={min} typed={typed} faults={faults} onType={setTyped} />
        <Refused error={change.error} failed={failed} wrong={words.wrongPassword} />
        <Button type="submit" size="sm" loading={change.isPending} fullWidth={props.isFirst ?? false}>
          {props.isFirst ? words.save : words.changePassword}
        </Button>
      </Stack>
    </form>
  );
}
