import { useTell } from '#bridge/ask';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { PasswordBox } from './password-box.tsx';
import { accountWords } from './words.ts';

export type Step = 'encrypt' | 'keepPlain' | 'changePassphrase' | 'changeKey' | 'decrypt';

type Words = { readonly current: string; readonly passphrase: string };

/** The four operations under one face: each takes what was typed, and some answer a code. */
function useStep(step: Step, onCode: (code: string) => void) {
  const encrypt = useTell('access.encryptStore');
  const rename = useTell('access.changePassphrase');
  const rekey = useTell('access.changeKey');
  const decrypt = useTell('access.decryptStore');
  const told = { onSuccess: ({ code }: { code: string }) => onCode(code) };
  const tell = ({ current, passphrase }: Words, onDone: () => void) => {
    const done = { onSuccess: onDone };
    switch (step) {
      case 'encrypt':
        return encrypt.mutate({ passphrase }, told);
      case 'changePassphrase':
        return rename.mutate({ current, passphrase }, done);
      case 'changeKey':
        return rekey.mutate({ passphrase: current }, told);
      case 'keepPlain':
      case 'decrypt':
        return decrypt.mutate({ passphrase: current }, done);
    }
  };
  const all = [encrypt, rename, rekey, decrypt];
  return { tell, error: all.find((one) => one.error)?.error, isPending: all.some((one) => one.isPending) };
}

/** One change of the encryption: what has to be typed for it, and the button. */
export function EncryptionForm({
  step,
  onCode,
}: {
  readonly step: Step;
  readonly onCode: (code: string) => void;
}) {
  const words = useWords(accountWords);
  const errorText = useErrorText();
  const [typed, setTyped] = useState<Words>({ current: '', passphrase: '' });
  const [isMissing, setMissing] = useState(false);
  const { tell, error, isPending } = useStep(step, onCode);
  const needs = {
    current: step !== 'encrypt',
    passphrase: step === 'encrypt' || step === 'changePassphrase',
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isShort = (needs.current && typed.current === '') || (needs.passphrase && typed.passphrase === '');
    setMissing(isShort);
    if (!isShort) tell(typed, () => setTyped({ current: '', passphrase: '' }));
  };
  const box = (name: keyof Words, label: string, hint?: string) => (
    <PasswordBox
      label={label}
      description={hint}
      autoComplete={name === 'current' ? 'off' : 'new-password'}
      value={typed[name]}
      onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
      error={isMissing && typed[name] === '' && words.needsPassphrase}
    />
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {step === 'changeKey' && <Text size="sm">{words.changeKeyHint}</Text>}
        {needs.current && box('current', words.currentPassphrase)}
        {needs.passphrase &&
          box(
            'passphrase',
            step === 'encrypt' ? words.passphrase : words.newPassphrase,
            words.passphraseShape,
          )}
        {error && (
          <Alert color="red" role="alert" p="xs">
            {errorText(error)}
          </Alert>
        )}
        <Button type="submit" variant="default" loading={isPending}>
          {words[step]}
        </Button>
      </Stack>
    </form>
  );
}
