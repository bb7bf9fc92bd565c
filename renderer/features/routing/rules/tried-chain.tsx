import { useAsk } from '#bridge/ask';
import type { InputOf } from '#contract/contract';
import { FallbackPath } from '#features/routing/decisions';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { Alert, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import styles from './try-panel.module.css';
import { ruleWords } from './words.ts';

/** Which groups would be asked now, one after the other, and who gets it or why nobody does. */
export function TriedChain(asked: InputOf<'routing.tryGroup'>) {
  const words = useWords(ruleWords);
  const text = useErrorText();
  // Told as JSON, so that what says the same is not asked again.
  const [input] = useDebouncedValue(JSON.stringify(asked), 150);
  const { data, error } = useAsk('routing.tryGroup', JSON.parse(input) as typeof asked, {
    keepPrevious: true,
  });
  return (
    <section className={styles.chain} aria-label={words.tryChain}>
      <Text size="xs" c="dimmed">
        {words.tryChain}
      </Text>
      {error && <Alert color="red">{text(error)}</Alert>}
      {data && <FallbackPath path={data.path} repName={data.repName} />}
    </section>
  );
}
