import type { PoolPolicy } from '#domain/pool';
import { useWords } from '#i18n/words';
import { NumberInput, Radio, Stack, Switch, Text } from '@mantine/core';
import { ExtensionList } from './extension-list.tsx';
import styles from './pool.module.css';
import type { PolicyDraft } from './policy-draft.ts';
import { SpanInput } from './span-input.tsx';
import { poolWords } from './words.ts';

type PolicyFormProps = {
  readonly draft: PolicyDraft;
  readonly isReadOnly: boolean;
  readonly onChange: (draft: PolicyDraft) => void;
};

/** Everything that one policy says. */
export function PolicyForm({ draft, isReadOnly, onChange }: PolicyFormProps) {
  const words = useWords(poolWords);
  const { policy } = draft;
  const put = (part: Partial<PoolPolicy>) => onChange({ ...draft, policy: { ...policy, ...part } });
  return (
    <Stack gap="md">
      <Switch
        label={draft.isOn ? words.isOn : words.isOff}
        description={words.isOnHint}
        checked={draft.isOn}
        disabled={isReadOnly}
        onChange={(event) => onChange({ ...draft, isOn: event.currentTarget.checked })}
      />
      <Text size="sm" c="dimmed">
        {words.unitsHint}
      </Text>
      <div className={styles.fields}>
        <SpanInput
          label={words.protection}
          description={words.protectionHint}
          value={policy.protection}
          isReadOnly={isReadOnly}
          onChange={(protection) => put({ protection })}
        />
        <SpanInput
          label={words.maxProtection}
          description={words.maxProtectionHint}
          value={policy.maxProtection}
          isReadOnly={isReadOnly}
          onChange={(maxProtection) => put({ maxProtection })}
        />
        <SpanInput
          label={words.firstResponse}
          description={words.firstResponseHint}
          value={policy.firstResponse}
          isReadOnly={isReadOnly}
          onClear={() => put({ firstResponse: null })}
          onChange={(firstResponse) => put({ firstResponse })}
        />
        <SpanInput
          label={words.followUpEvery}
          description={words.followUpEveryHint}
          value={policy.followUpEvery}
          isReadOnly={isReadOnly}
          onClear={() => put({ followUpEvery: null })}
          onChange={(followUpEvery) => put({ followUpEvery })}
        />
        <Limits policy={policy} isReadOnly={isReadOnly} onChange={put} />
        <Radio.Group
          label={words.onBreach}
          value={policy.onBreach}
          onChange={(value) => put({ onBreach: value === 'reassign' ? 'reassign' : 'return' })}
        >
          <Stack gap={6} mt={6}>
            <Radio value="return" label={words.breaches.return} disabled={isReadOnly} />
            <Radio value="reassign" label={words.breaches.reassign} disabled={isReadOnly} />
          </Stack>
        </Radio.Group>
      </div>
      <ExtensionList
        extensions={policy.extensions}
        isReadOnly={isReadOnly}
        onChange={(extensions) => put({ extensions })}
      />
    </Stack>
  );
}

type LimitsProps = {
  readonly policy: PoolPolicy;
  readonly isReadOnly: boolean;
  readonly onChange: (part: Partial<PoolPolicy>) => void;
};

function Limits({ policy, isReadOnly, onChange }: LimitsProps) {
  const words = useWords(poolWords);
  const number = (value: number | string) => (typeof value === 'number' ? value : null);
  const shared = { allowDecimal: false, clampBehavior: 'strict', readOnly: isReadOnly } as const;
  return (
    <>
      <NumberInput
        {...shared}
        label={words.remindBefore}
        description={words.remindBeforeHint}
        placeholder={words.noLimit}
        min={1}
        max={720}
        value={policy.remindHoursBefore ?? ''}
        onChange={(value) => onChange({ remindHoursBefore: number(value) })}
      />
      <NumberInput
        {...shared}
        label={words.coolDown}
        description={words.coolDownHint}
        min={0}
        max={8760}
        value={policy.coolDownHours}
        onChange={(value) => onChange({ coolDownHours: number(value) ?? 0 })}
      />
      <NumberInput
        {...shared}
        label={words.maxOpenClaimed}
        placeholder={words.noLimit}
        min={1}
        max={10_000}
        value={policy.maxOpenClaimed ?? ''}
        onChange={(value) => onChange({ maxOpenClaimed: number(value) })}
      />
      <NumberInput
        {...shared}
        label={words.maxClaimsPerDay}
        placeholder={words.noLimit}
        min={1}
        max={10_000}
        value={policy.maxClaimsPerDay ?? ''}
        onChange={(value) => onChange({ maxClaimsPerDay: number(value) })}
      />
    </>
  );
}
