import { useWords } from '#i18n/words';
import { Text } from '@mantine/core';
import styles from './policy.module.css';
import type { PolicyVersion } from './policy-draft.ts';
import { useLayer1Sentences, useRuleSentences } from './policy-text.tsx';
import { policyWords } from './words.ts';

type Layers = Pick<PolicyVersion, 'layer1' | 'layer2'>;

/** What one policy says and the other does not, as sentences. */
export function PolicyChanges(props: { readonly before: Layers; readonly after: Layers }) {
  const words = useWords(policyWords);
  const before = useSentences(props.before);
  const after = useSentences(props.after);
  const gone = before.filter((sentence) => !after.includes(sentence));
  const fresh = after.filter((sentence) => !before.includes(sentence));
  if (gone.length + fresh.length === 0) return <Text size="sm">{words.noChanges}</Text>;
  return (
    <ul className={styles.sentences}>
      {gone.map((sentence) => (
        <li key={`-${sentence}`}>
          <del className={styles.gone}>{sentence}</del>
        </li>
      ))}
      {fresh.map((sentence) => (
        <li key={`+${sentence}`}>
          <ins className={styles.fresh}>{sentence}</ins>
        </li>
      ))}
    </ul>
  );
}

function useSentences(layers: Layers): string[] {
  const words = useWords(policyWords);
  const first = useLayer1Sentences(layers);
  const rules = useRuleSentences(layers);
  return [...first, ...(rules.length === 0 ? [words.noRules] : rules.map(({ text }) => text))];
}
