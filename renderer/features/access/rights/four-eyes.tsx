import { useAsk } from '#bridge/ask';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { ChangePreview } from './change-preview.tsx';
import { rightsWords } from './words.ts';

/** Whether changes of rights need a second person; turning that off needs one too. */
export function FourEyes() {
  const words = useWords(rightsWords);
  const policy = useAsk('access.getPolicy', {});
  const [isChanging, setChanging] = useState(false);
  if (!policy.data) return null;
  const { needsSecond } = policy.data;
  return (
    <Section title={words.second} hint={words.secondHint}>
      <Stack gap="sm">
        <Switch
          label={words.secondSwitch}
          checked={needsSecond !== isChanging}
          onChange={() => setChanging(!isChanging)}
        />
        {isChanging && (
          <ChangePreview
            policy={policy.data}
            changes={[{ kind: 'needSecond', isOn: !needsSecond }]}
            onDone={() => setChanging(false)}
            onCancel={() => setChanging(false)}
          />
        )}
      </Stack>
    </Section>
  );
}
