import { accountWords, PasswordBox, RecoverForm } from '#features/access/accounts';
import { useAskAnew, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { WholeScreen } from '#ui/whole-screen';
import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { DemoAccounts } from './demo-accounts.tsx';
import { type Tried, useTriedText } from './tried.ts';
import { accessWords } from './words.ts';

type SignInPageProps = {
  readonly welcome: OutputOf<'access.getWelcome'>;
  readonly corner: ReactNode;
};

/** Login and password; the demo company names its accounts beside the form. */
export function SignInPage({ welcome, corner }: SignInPageProps) {
  const words = useWords(accessWords);
  const accounts = useWords(accountWords);
  const { label } = useFormat();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const passwordBox = useRef<HTMLInputElement>(null);
  const fill = (demoLogin: string) => {
    setLogin(demoLogin);
    setPassword(welcome.demoPassword ?? '');
    passwordBox.current?.focus();
  };
  const [isRecovering, setRecovering] = useState(false);
  if (isRecovering)
    return (
      <WholeScreen title={accounts.recoverTitle} corner={corner}>
        <RecoverForm min={welcome.minPasswordLength} login={login} onBack={() => setRecovering(false)} />
      </WholeScreen>
    );
  const isDemo = welcome.demoAccounts.length > 0;
  return (
    <WholeScreen
      title={words.signIn}
      subtitle={words.signInHint({ company: label(welcome.company) })}
      corner={corner}
      aside={
        isDemo && (
          <DemoAccounts
            accounts={welcome.demoAccounts}
            password={welcome.demoPassword ?? ''}
            chosen={login}
            onChoose={fill}
          />
        )
      }
    >
      <SignInForm
        login={login}
        password={password}
        onLogin={setLogin}
        onPassword={setPassword}
        passwordBox={passwordBox}
      />
      <Button variant="subtle" fullWidth mt="xs" onClick={() => setRecovering(true)}>
        {accounts.forgot}
      </Button>
    </WholeScreen>
  );
}

type SignInFormProps = {
  readonly login: string;
  readonly password: string;
  readonly onLogin: (login: string) => void;
  readonly onPassword: (password: string) => void;
  readonly passwordBox: React.RefObject<HTMLInputElement | null>;
};

function SignInForm({ login, password, onLogin, onPassword, passwordBox }: SignInFormProps) {
  const words = useWords(accessWords);
  const errorText = useErrorText();
  const triedText = useTriedText();
  const askAnew = useAskAnew();
  const signIn = useTell('access.signIn');
  const [missing, setMissing] = useState({ login: false, password: false });
  const [tried, setTried] = useState<Tried | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const lacks = { login: login.trim() === '', password: password === '' };
    setMissing(lacks);
    if (lacks.login || lacks.password) return;
    const answer = await signIn.mutateAsync({ login: login.trim(), password }).catch(() => null);
    if (answer?.outcome === 'signedIn') askAnew();
    else setTried(answer);
  };
  const trouble = signIn.error ? errorText(signIn.error) : tried && triedText(tried, words.wrong);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <TextInput
          size="sm"
          label={words.login}
          value={login}
          onChange={(event) => onLogin(event.currentTarget.value)}
          error={missing.login && words.needsLogin}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          autoFocus
        />
        <PasswordBox
          ref={passwordBox}
          label={words.password}
          value={password}
          onChange={(event) => onPassword(event.currentTarget.value)}
          error={missing.password && words.needsPassword}
          autoComplete="current-password"
        />
        {trouble && (
          <Alert color="red" role="alert" p="xs">
            <Text size="sm">{trouble}</Text>
          </Alert>
        )}
        <Button type="submit" size="sm" fullWidth mt={4} loading={signIn.isPending}>
          {words.signIn}
        </Button>
      </Stack>
    </form>
  );
}
