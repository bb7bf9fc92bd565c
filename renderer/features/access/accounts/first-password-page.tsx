import { useAskAnew, useTell } from '#bridge/ask';
import { useWords } from '#i18n/words';
import { WholeScreen } from '#ui/whole-screen';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ChangePassword } from './change-password.tsx';
import { accountWords } from './words.ts';

/** Signed in with a password that somebody else gave, or that is too old: a new one, and nothing else. */
export function FirstPasswordPage(props: { readonly corner: ReactNode }) {
  const words = useWords(accountWords);
  const askAnew = useAskAnew();
  const signOut = useTell('access.signOut');
  return (
    <WholeScreen title={words.firstTitle} subtitle={words.firstHint} corner={props.corner}>
      <ChangePassword isFirst onChanged={askAnew} />
      <Button
        variant="subtle"
        fullWidth
        mt="xs"
        onClick={() => signOut.mutate({}, { onSuccess: () => askAnew() })}
      >
        {words.signOut}
      </Button>
    </WholeScreen>
  );
}
