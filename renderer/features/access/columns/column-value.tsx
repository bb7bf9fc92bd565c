import type { InputOf } from '#contract/contract';
import { useWords } from '#i18n/words';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Reveal } from './reveal.tsx';
import { useColumnAccess } from './use-columns.ts';
import { columnWords } from './words.ts';

type Target = Pick<InputOf<'access.reveal'>, 'column' | 'of' | 'id'>;
type ColumnValueProps = Target & {
  /** There is no value: nothing to reveal. */
  readonly isEmpty: boolean;
  readonly children: ReactNode;
};

/** A value of a class of columns as its reader sees it: plain, masked with an eye beside it, or the word that it is hidden. */
export function ColumnValue({ isEmpty, children, ...target }: ColumnValueProps) {
  const words = useWords(columnWords);
  const access = useColumnAccess(target.column);
  if (access === 'hidden')
    return (
      <Text span inherit c="dimmed">
        {words.access.hidden}
      </Text>
    );
  if (access === 'plain' || isEmpty) return children;
  return <Reveal target={target}>{children}</Reveal>;
}
