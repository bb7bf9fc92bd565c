import { useAskAnew, useTell } from '#bridge/ask';
import { useWords } from '#i18n/words';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { NewPassword, useTypedFaults } from './new-password.tsx';
import { type Failed, Refused } from './refused.tsx';
import { accountWords } from './words.ts';

type RecoverFormProps = { readonly min: number; readonly login: string; readonly onBack: () => void };

/** An owner's way back in: the code that was written down, and a new password. */
export function RecoverForm({ min, login: typedBefore, onBack }: RecoverFormProps) {
  const words = useWords(accountWords);
  const askAnew = useAskAnew();
  const recover = useTell('access.recover');
  const faultsOf = useTypedFaults(min);
  const [login, setLogin] = useState(typedBefore);
  const [code, setCode] = useState('');
  const [typed, setTyped] = useState({ next: '', again: '' });
  const [isTried, setTried] = useState(false);
  const [failed, setFailed] = useState<Failed>(null);
  const found = faultsOf(typed);
  const faults = isTried ? found : { next: null, again: null };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (login.trim() === '' || code.trim() === '' || found.next !== null || found.again !== null) return;
    const input = { login: login.trim(), code: code.trim(), newPassword: typed.next };
    const answer = await recover.mutateAsync(input).catch(() => null);
    if (answer?.outcome === 'signedIn') askAnew();
    else setFailed(answer);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <Text size="sm">{words.recoverHint}</Text>
        <TextInput
          size="sm"
          label={words.login}
          autoComplete="username"
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          error={isTried && login.trim() === '' && words.needsLogin}
          autoFocus
        />
        <TextInput
          size="sm"
          label={words.code}
          description={words.codeShape}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={isTried && code.trim() === '' && words.needsCode}
        />
        <NewPassword min={min} typed={typed} faults={faults} onType={setTyped} />
        <Refused error={recover.error} failed={failed} wrong={words.wrongCode} />
        <Button type="submit" size="sm" fullWidth mt={4} loading={recover.isPending}>
          {words.recover}
        </Button>
        <Button variant="subtle" fullWidth onClick={onBack}>
          {words.back}
        </Button>
      </Stack>
    </form>
  );
}
