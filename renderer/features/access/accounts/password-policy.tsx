import { useAsk, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Alert, Button, Group, NumberInput, Switch } from '@mantine/core';
import { useState } from 'react';
import { accountWords } from './words.ts';

type Policy = OutputOf<'access.getPasswordPolicy'>;
const YEAR_DAYS = 365;

/** What the company asks of passwords. */
export function PolicyPart() {
  const words = useWords(accountWords);
  const policy = useAsk('access.getPasswordPolicy', {}).data;
  return (
    <Section title={words.policy} hint={words.policyHint}>
      {policy && <PolicyForm key={JSON.stringify(policy)} saved={policy} />}
    </Section>
  );
}

function PolicyForm({ saved }: { readonly saved: Policy }) {
  const words = useWords(accountWords);
  const errorText = useErrorText();
  const save = useTell('access.savePasswordPolicy');
  const [policy, setPolicy] = useState(saved);
  const { minLength, rotationDays } = policy;
  return (
    <>
      <Group align="flex-start" gap="xl">
        <NumberInput
          label={words.minLength}
          description={words.minLengthHint}
          min={8}
          max={64}
          allowDecimal={false}
          value={minLength}
          onChange={(value) => value !== '' && setPolicy({ ...policy, minLength: Number(value) })}
        />
        <Switch
          label={words.rotation}
          description={words.rotationHint}
          checked={rotationDays !== null}
          onChange={(event) =>
            setPolicy({ ...policy, rotationDays: event.currentTarget.checked ? YEAR_DAYS : null })
          }
        />
        {rotationDays !== null && (
          <NumberInput
            label={words.rotationDays}
            min={30}
            max={3650}
            allowDecimal={false}
            value={rotationDays}
            onChange={(value) => value !== '' && setPolicy({ ...policy, rotationDays: Number(value) })}
          />
        )}
      </Group>
      {save.error && (
        <Alert color="red" role="alert" p="xs" mt="sm">
          {errorText(save.error)}
        </Alert>
      )}
      <Button
        mt="sm"
        variant="default"
        disabled={JSON.stringify(policy) === JSON.stringify(saved)}
        loading={save.isPending}
        onClick={() => save.mutate(policy)}
      >
        {words.save}
      </Button>
    </>
  );
}
