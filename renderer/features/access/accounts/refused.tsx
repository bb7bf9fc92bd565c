import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Alert, Text } from '@mantine/core';
import { accountWords } from './words.ts';

/** How a proof by password or code failed; null while it has not. */
export type Failed = { outcome: 'wrong'; triesLeft: number } | { outcome: 'lockedOut'; until: number } | null;

type RefusedProps = {
  readonly error: unknown;
  readonly failed: Failed;
  readonly wrong: (p: { tries: number }) => string;
};

/** Says what the console refused, and why; nothing where it did not. */
export function Refused({ error, failed, wrong }: RefusedProps) {
  const words = useWords(accountWords);
  const errorText = useErrorText();
  const { dateTime } = useFormat();
  if (!error && !failed) return null;
  const text = error
    ? errorText(error)
    : failed?.outcome === 'lockedOut'
      ? words.tooManyTries({ time: dateTime(failed.until) })
      : wrong({ tries: failed?.triesLeft ?? 0 });
  return (
    <Alert color="red" role="alert" p="xs">
      <Text size="sm">{text}</Text>
    </Alert>
  );
}
