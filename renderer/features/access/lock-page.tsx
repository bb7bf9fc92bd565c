import { useAskAnew, useTell } from '#bridge/ask';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { WholeScreen } from '#ui/whole-screen';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { PasswordBox } from '#features/access/accounts';
import { type Tried, useTriedText } from './tried.ts';
import { accessWords } from './words.ts';

/** The lock after a while of idleness: the same person goes on, or somebody else signs in. */
export function LockPage(props: { readonly name: string | null; readonly corner: ReactNode }) {
  const words = useWords(accessWords);
  const subtitle = props.name === null ? words.lockHintUnnamed : words.lockHint({ name: props.name });
  return (
    <WholeScreen title={words.lockTitle} subtitle={subtitle} corner={props.corner}>
      <UnlockForm />
    </WholeScreen>
  );
}

function UnlockForm() {
  const words = useWords(accessWords);
  const errorText = useErrorText();
  const triedText = useTriedText();
  const askAnew = useAskAnew();
  const unlock = useTell('access.unlock');
  const signOut = useTell('access.signOut');
  const [password, setPassword] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [tried, setTried] = useState<Tried | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(password === '');
    if (password === '') return;
    const answer = await unlock.mutateAsync({ password }).catch(() => null);
    if (answer?.outcome === 'signedIn') askAnew();
    else setTried(answer);
  };
  const trouble = unlock.error ? errorText(unlock.error) : tried && triedText(tried, words.wrongPassword);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <PasswordBox
          label={words.password}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={isMissing && words.needsPassword}
          autoComplete="current-password"
          autoFocus
        />
        {trouble && (
          <Alert color="red" role="alert" p="xs">
            <Text size="sm">{trouble}</Text>
          </Alert>
        )}
        <Button type="submit" size="sm" fullWidth mt={4} loading={unlock.isPending}>
          {words.unlock}
        </Button>
        <Button variant="subtle" fullWidth onClick={() => signOut.mutate({}, { onSuccess: () => askAnew() })}>
          {words.otherAccount}
        </Button>
      </Stack>
    </form>
  );
}
