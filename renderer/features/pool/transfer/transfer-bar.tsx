import { useMay } from '#features/access';
import { useFormat } from '#i18n/format';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { type Choice, MOST_CHOSEN } from '#ui/use-choice';
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { TransferDialog } from './transfer-dialog.tsx';
import { transferWords } from './words.ts';

type TransferBarProps = {
  readonly choice: Choice;
  readonly total: number;
  /** Answers the ids of the first rows that the filters show, at most as many as can be chosen. */
  readonly askAll: () => Promise<readonly number[]>;
};

/** How many are chosen, the way to choose all that the filters show, and what can be done with them. */
export function TransferBar({ choice, total, askAll }: TransferBarProps) {
  const words = useWords(transferWords);
  const text = useErrorText();
  const { number } = useFormat();
  const mayAssign = useMay('routing.assign');
  const [given, setGiven] = useState<readonly number[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const count = choice.ids.size;
  if (!mayAssign || total === 0) return null;
  const all = Math.min(total, MOST_CHOSEN);
  const chooseAll = () =>
    void askAll().then(
      (ids) => {
        setError(null);
        choice.choose(ids);
      },
      (failure: unknown) => setError(failure),
    );
  return (
    <Group gap={8} wrap="nowrap">
      <Text size="xs" role="status" c={count === 0 ? 'dimmed' : 'var(--yard-ink)'}>
        {words.chosen({ count: number(count) })}
      </Text>
      {count < all && (
        <Button size="compact-xs" variant="subtle" onClick={chooseAll}>
          {all < total ? words.chooseFirst({ count: number(all) }) : words.chooseAll({ count: number(all) })}
        </Button>
      )}
      {count > 0 && (
        <>
          <Button size="compact-xs" variant="subtle" onClick={choice.clear}>
            {words.clear}
          </Button>
          <Button size="compact-xs" onClick={() => setGiven([...choice.ids])}>
            {words.transfer}
          </Button>
        </>
      )}
      {error !== null && (
        <Text size="xs" c="red" role="alert">
          {text(error)}
        </Text>
      )}
      {given && <TransferDialog ids={given} onDone={choice.clear} onClose={() => setGiven(null)} />}
    </Group>
  );
}
