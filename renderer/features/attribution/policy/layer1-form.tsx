import { Channel } from '#domain/attribution';
import { termWords } from '#features/attribution/terms';
import { useWords } from '#i18n/words';
import { Checkbox, Group, NumberInput, Radio, Stack, TagsInput } from '@mantine/core';
import styles from './policy.module.css';
import type { PolicyDraft } from './policy-draft.ts';
import { policyWords } from './words.ts';

type Layer1FormProps = {
  readonly layer1: PolicyDraft['layer1'];
  readonly onChange: (layer1: PolicyDraft['layer1']) => void;
};

/** Which follow-ups count, and which of them wins. */
export function Layer1Form({ layer1, onChange }: Layer1FormProps) {
  const words = useWords(policyWords);
  const { channel } = useWords(termWords);
  const number = (value: number | string): number | '' => (typeof value === 'number' ? value : '');
  return (
    <div className={styles.fields}>
      <NumberInput
        label={words.windowDays}
        description={words.windowDaysHint}
        required
        min={1}
        max={3650}
        clampBehavior="blur"
        allowDecimal={false}
        value={layer1.windowDays}
        onChange={(value) => onChange({ ...layer1, windowDays: number(value) })}
      />
      <Radio.Group
        label={words.winner}
        value={layer1.winner}
        onChange={(value) => onChange({ ...layer1, winner: value === 'first' ? 'first' : 'last' })}
      >
        <Stack gap={6} mt={6}>
          <Radio value="last" label={words.winnerLast} />
          <Radio value="first" label={words.winnerFirst} />
        </Stack>
      </Radio.Group>
      <Checkbox.Group
        label={words.channels}
        description={words.channelsHint}
        value={layer1.channels}
        onChange={(values) =>
          onChange({ ...layer1, channels: Channel.options.filter((option) => values.includes(option)) })
        }
      >
        <Group gap="sm" mt={6}>
          {Channel.options.map((option) => (
            <Checkbox key={option} value={option} label={channel[option]} />
          ))}
        </Group>
      </Checkbox.Group>
      <NumberInput
        label={words.minCallSeconds}
        description={words.minCallSecondsHint}
        required
        min={0}
        max={36_000}
        clampBehavior="blur"
        allowDecimal={false}
        value={layer1.minCallSeconds}
        onChange={(value) => onChange({ ...layer1, minCallSeconds: number(value) })}
      />
      <NumberInput
        label={words.maxDelay}
        description={words.maxDelayHint}
        placeholder={words.noLimit}
        min={0}
        max={87_600}
        clampBehavior="blur"
        allowDecimal={false}
        value={layer1.maxRecordingDelayHours ?? ''}
        onChange={(value) =>
          onChange({ ...layer1, maxRecordingDelayHours: typeof value === 'number' ? value : null })
        }
      />
      <TagsInput
        label={words.excludedOutcomes}
        description={words.excludedOutcomesHint}
        maxTags={100}
        value={layer1.excludedOutcomes}
        onChange={(excludedOutcomes) => onChange({ ...layer1, excludedOutcomes })}
      />
    </div>
  );
}
