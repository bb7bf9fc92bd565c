import type { OutputOf } from '#contract/contract';
import { type Fact, usePhraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Text } from '@mantine/core';
import { Link } from 'react-router';
import { decisionWords } from './words.ts';

type HeldBackProps = {
  readonly held: NonNullable<OutputOf<'routing.explainDecision'>['heldBack']>;
  readonly facts: readonly Fact[];
};

/** What a line's settings found before any rule was read, and where they are set. */
export function HeldBack({ held, facts }: HeldBackProps) {
  const words = useWords(decisionWords);
  const { dateTime, number } = useFormat();
  const { attribute } = usePhraser(facts);
  return (
    <Text size="sm">
      {held.reason === 'tooOld'
        ? words.heldTooOld({ created: dateTime(held.createdAt), days: number(held.oldAfterDays) })
        : words.lacks({ names: held.missing.map(attribute).join(words.listSeparator) })}{' '}
      <Link to="/routing/lines">{words.toLines}</Link>
    </Text>
  );
}
