import { useWords } from '#i18n/words';
import { TextInput } from '@mantine/core';
import { releaseWords } from './words.ts';

/** From when a version decides, as the company's clocks show it; empty: at once. */
export function EffectiveInput(props: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const words = useWords(releaseWords);
  return (
    <TextInput
      type="datetime-local"
      label={words.effectiveAt}
      description={words.effectiveAtHint}
      value={props.value}
      maw={260}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
