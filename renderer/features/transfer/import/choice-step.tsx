import { useAsk } from '#bridge/ask';
import { ImportKind } from '#domain/transfer';
import { batchWords } from '#features/transfer/batches';
import { useWords } from '#i18n/words';
import { Autocomplete, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import styles from './import.module.css';
import { Step } from './step.tsx';
import { importWords } from './words.ts';

type ChoiceStepProps = {
  readonly kind: ImportKind | undefined;
  readonly source: string;
  readonly onKind: (kind: ImportKind) => void;
  readonly onSource: (source: string) => void;
};

/** What the file holds, and which system it is from. */
export function ChoiceStep({ kind, source, onKind, onSource }: ChoiceStepProps) {
  const words = useWords(importWords);
  const { kinds } = useWords(batchWords);
  const [typed, setTyped] = useState(source);
  // The next step opens while one types on: nobody knows that a field wants to be left first.
  const settle = useDebouncedCallback(onSource, 500);
  const batches = useAsk('transfer.listBatches', { limit: 200 });
  const known = [...new Set((batches.data?.rows ?? []).map((batch) => batch.source))];
  return (
    <Step number={1} title={words.choose}>
      <Stack gap="md">
        <Radio.Group
          label={words.kind}
          required
          value={kind ?? null}
          onChange={(value) => onKind(ImportKind.parse(value))}
        >
          <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing={8} mt={6}>
            {ImportKind.options.map((option) => (
              <Radio.Card key={option} value={option} p="xs" radius="sm" className={styles.card}>
                <Text size="sm" fw={550} c={kind === option ? 'var(--yard-accent-ink)' : 'var(--yard-ink)'}>
                  {kinds[option]}
                </Text>
                <Text size="xs" c="dimmed">
                  {words.kindHints[option]}
                </Text>
              </Radio.Card>
            ))}
          </SimpleGrid>
        </Radio.Group>
        <Autocomplete
          label={words.source}
          description={words.sourceHint}
          placeholder={words.sourcePlaceholder}
          required
          maw={520}
          maxLength={80}
          data={known}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            settle(value.trim());
          }}
          onOptionSubmit={onSource}
          onBlur={() => onSource(typed.trim())}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) onSource(typed.trim());
          }}
        />
      </Stack>
    </Step>
  );
}
