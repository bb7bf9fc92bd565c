import { useMay } from '#features/access';
import { useFormat } from '#i18n/format';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { type Choice, MOST_CHOSEN } from '#ui/use-choice';
import { Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { TransferDialog } from './transfer-dialog.tsx';
import { transferWords } from './words.ts';

type TransferBarProps = {
  readonly choice: Choice;
  /** Opens the dialog that `useTransfer` holds. */
  readonly onTransfer: () => void;
  readonly total: number;
  /** Answers the ids of the first rows that the filters show, at most as many as can be chosen. */
  readonly askAll: () => Promise<readonly number[]>;
};

/** The dialog for what is chosen, beside the list: it outlives the rows that it gives away. */
export function useTransfer(choice: Choice): { readonly open: () => void; readonly dialog: ReactNode } {
  const [given, setGiven] = useState<readonly number[] | null>(null);
  return {
    open: () => setGiven([...choice.ids]),
    dialog: given && <TransferDialog ids={given} onDone={choice.clear} onClose={() => setGiven(null)} />,
  };
}

/** How many are chosen, the way to choose all that the filters show, and what can be done with them. */
export function TransferBar({ choice, onTransfer, total, askAll }: TransferBarProps) {
  const words = useWords(transferWords);
  const text = useErrorText();
  const { number } = useFormat();
  const mayAssign = useMay('routing.assign');
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
          <Button size="compact-xs" onClick={onTransfer}>
            {words.transfer}
          </Button>
        </>
      )}
      {error !== null && (
        <Text size="xs" c="red" role="alert">
          {text(error)}
        </Text>
      )}
    </Group>
  );
}
