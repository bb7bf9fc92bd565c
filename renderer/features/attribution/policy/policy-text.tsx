import { useAsk } from '#bridge/ask';
import { termWords } from '#features/attribution/terms';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Text } from '@mantine/core';
import styles from './policy.module.css';
import type { PolicyVersion } from './policy-draft.ts';
import { policyWords } from './words.ts';

type PolicyTextProps = { readonly policy: Pick<PolicyVersion, 'layer1' | 'layer2'> };

/** A policy in plain sentences. */
export function PolicyText({ policy }: PolicyTextProps) {
  const words = useWords(policyWords);
  const sentences = useLayer1Sentences(policy);
  const rules = useRuleSentences(policy);
  return (
    <div className={styles.halves}>
      <div>
        <Text fw={600} size="sm" mb={4}>
          {words.layer1}
        </Text>
        <ul className={styles.sentences}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      <div>
        <Text fw={600} size="sm" mb={4}>
          {words.layer2}
        </Text>
        <Text size="sm">{rules.length === 0 ? words.noRules : words.someRules({ count: rules.length })}</Text>
        <ol className={styles.sentences}>
          {rules.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ol>
      </div>
    </div>
  );
}

/** Layer 1 as sentences, one a setting that limits something. */
export function useLayer1Sentences({ layer1 }: Pick<PolicyVersion, 'layer1'>): string[] {
  const words = useWords(policyWords);
  const { channel } = useWords(termWords);
  const { windowDays, winner, channels, minCallSeconds, excludedOutcomes, maxRecordingDelayHours } = layer1;
  return [
    words.window({ days: windowDays }),
    words[winner],
    channels.length === 0
      ? words.allChannels
      : words.someChannels({ channels: channels.map((one) => channel[one]).join(' · ') }),
    ...(minCallSeconds > 0 ? [words.calls({ seconds: minCallSeconds })] : []),
    ...(excludedOutcomes.length > 0 ? [words.outcomes({ outcomes: excludedOutcomes.join(' · ') })] : []),
    ...(maxRecordingDelayHours === null ? [] : [words.delay({ hours: maxRecordingDelayHours })]),
  ];
}

/** Each eligibility rule as one line: name, lines, categories, dates. */
export function useRuleSentences({ layer2 }: Pick<PolicyVersion, 'layer2'>): { id: string; text: string }[] {
  const words = useWords(policyWords);
  const { date } = useFormat();
  const { lines, categories } = useCatalogue();
  const names = (ids: readonly string[], known: ReadonlyMap<string, string>, any: string) =>
    ids.length === 0 ? any : ids.map((id) => known.get(id) ?? id).join(' · ');
  return layer2.rules.map(({ id, name, lineIds, categoryIds, from, to }) => {
    // The end is stored exclusive; people read the last day.
    const span =
      from === null && to === null
        ? ''
        : `${from === null ? '' : date(from)} ～ ${to === null ? '' : date(to - 1)}`;
    const parts = [
      names(lineIds, lines, words.anyLine),
      names(categoryIds, categories, words.anyCategory),
      span,
    ];
    return { id, text: `${name}：${parts.filter((part) => part !== '').join(' × ')}` };
  });
}

/** The names of business lines and product categories in the current language. */
export function useCatalogue() {
  const { label } = useFormat();
  const lines = useAsk('contacts.listLines', {});
  const products = useAsk('orders.listProducts', {});
  const namesOf = (rows: readonly { readonly id: string; readonly label: { zh: string; en: string } }[]) =>
    new Map(rows.map((row) => [row.id, label(row.label)]));
  return { lines: namesOf(lines.data ?? []), categories: namesOf(products.data?.categories ?? []) };
}
