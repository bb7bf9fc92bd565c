import { useAsk, useTell } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Button, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { PasswordBox } from './password-box.tsx';
import { type Failed, Refused } from './refused.tsx';
import { SecretOnce } from './secret-once.tsx';
import { accountWords } from './words.ts';

/** An owner's code for the day the password is lost; nothing for others. */
export function Recovery() {
  const words = useWords(accountWords);
  const { dateTime } = useFormat();
  const stand = useAsk('access.getRecovery', {}).data;
  const [code, setCode] = useState<string | null>(null);
  if (!stand?.may) return null;
  const { madeAt } = stand;
  return (
    <Section title={words.recovery} hint={words.recoveryHint}>
      {code === null ? (
        <Stack gap="sm" maw={420}>
          <Text size="sm">
            {madeAt === null ? words.recoveryNone : words.recoveryMade({ time: dateTime(madeAt) })}
          </Text>
          <MakeCode hasOne={madeAt !== null} onMade={setCode} />
        </Stack>
      ) : (
        <SecretOnce
          title={words.recovery}
          hint={words.recoveryHint}
          secret={code}
          onDone={() => setCode(null)}
        />
      )}
    </Section>
  );
}

function MakeCode(props: { readonly hasOne: boolean; readonly onMade: (code: string) => void }) {
  const words = useWords(accountWords);
  const make = useTell('access.makeRecoveryCode');
  const [password, setPassword] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [failed, setFailed] = useState<Failed>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(password === '');
    if (password === '') return;
    const answer = await make.mutateAsync({ password }).catch(() => null);
    if (answer?.outcome === 'made') props.onMade(answer.code);
    else setFailed(answer);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <PasswordBox
          label={words.proofPassword}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={isMissing && words.needsPassword}
        />
        <Refused error={make.error} failed={failed} wrong={words.wrongPassword} />
        <Button type="submit" variant="default" loading={make.isPending}>
          {props.hasOne ? words.replaceCode : words.makeCode}
        </Button>
      </Stack>
    </form>
  );
}
