import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { StateDot } from '#ui/state-dot';
import { ErrorState } from '#ui/states';
import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { EncryptionForm, type Step } from './encryption-form.tsx';
import { SecretOnce } from './secret-once.tsx';
import { accountWords } from './words.ts';

type Stand = OutputOf<'access.getEncryption'>;

/** Whether the store is encrypted on its disk, and for owners the ways to change that. */
export function Encryption() {
  const words = useWords(accountWords);
  const stand = useAsk('access.getEncryption', {});
  const [code, setCode] = useState<string | null>(null);
  return (
    <Section title={words.encryption} hint={words.encryptionHint}>
      {stand.error && <ErrorState error={stand.error} onRetry={() => void stand.refetch()} />}
      {stand.data && (
        <Stack gap="sm" maw={520}>
          <State {...stand.data} />
          {code !== null && (
            <SecretOnce
              title={words.storeCode}
              hint={words.storeCodeHint}
              secret={code}
              onDone={() => setCode(null)}
            />
          )}
          {stand.data.may ? (
            code === null && <Change stand={stand.data} onCode={setCode} />
          ) : (
            <Text size="sm" c="dimmed">
              {words.onlyOwners}
            </Text>
          )}
        </Stack>
      )}
    </Section>
  );
}

function State({ isEncrypted, wanted, isWaiting, opensWith }: Stand) {
  const words = useWords(accountWords);
  const waiting = wanted === 'plain' ? words.willDecrypt : words.willChangeKey;
  return (
    <Stack gap={4}>
      <StateDot tone={isEncrypted ? 'good' : 'quiet'}>
        {isEncrypted ? words.storeEncrypted : words.storePlain}
      </StateDot>
      {opensWith.length > 0 && (
        <Text size="sm" c="dimmed">
          {words.opensWith({ means: opensWith.map((kind) => words.means[kind]).join(' · ') })}
        </Text>
      )}
      {isWaiting && (
        <Text size="sm" role="status">
          {isEncrypted ? waiting : words.willEncrypt}
        </Text>
      )}
    </Stack>
  );
}

/** What an owner can do as the store stands: while a change waits for the next start, only take back an encryption. */
function stepsOf({ isEncrypted, isWaiting }: Stand): readonly Step[] {
  if (!isEncrypted) return [isWaiting ? 'keepPlain' : 'encrypt'];
  return isWaiting ? [] : ['changePassphrase', 'changeKey', 'decrypt'];
}

function Change({ stand, onCode }: { readonly stand: Stand; readonly onCode: (code: string) => void }) {
  const words = useWords(accountWords);
  const steps = stepsOf(stand);
  const [chosen, setChosen] = useState<Step | null>(null);
  const step = steps.find((one) => one === chosen) ?? steps[0];
  if (!step) return null;
  return (
    <Stack gap="sm">
      {steps.length > 1 && (
        <SegmentedControl
          aria-label={words.whatToDo}
          data={steps.map((value) => ({ value, label: words[value] }))}
          value={step}
          onChange={setChosen}
        />
      )}
      <EncryptionForm key={step} step={step} onCode={onCode} />
    </Stack>
  );
}
