import { useWords } from '#i18n/words';
import { ActionIcon } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconFolderMinus,
  IconFolderSymlink,
  IconX,
} from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import styles from './condition-builder.module.css';
import { conditionWords } from './words.ts';

/** What can be done with one part of a group. */
export type PartMoves = {
  readonly move: (by: -1 | 1) => void;
  readonly clone: () => void;
  readonly remove: () => void;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly wrap?: () => void;
  readonly unwrap?: () => void;
};

/** The keys of a part; the innermost part under the focus takes them. */
export function usePartKeys(moves: PartMoves, isReadOnly: boolean): (event: KeyboardEvent) => void {
  return (event) => {
    if (isReadOnly || event.nativeEvent.isComposing) return;
    const isControl = event.ctrlKey || event.metaKey;
    if (event.altKey && event.key === 'ArrowUp') moves.move(-1);
    else if (event.altKey && event.key === 'ArrowDown') moves.move(1);
    else if (isControl && event.key.toLowerCase() === 'd') moves.clone();
    else if (isControl && event.key === 'Backspace') moves.remove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

export function PartButtons({ moves }: { readonly moves: PartMoves }) {
  const words = useWords(conditionWords);
  const button = { variant: 'subtle', color: 'gray' } as const;
  return (
    <span className={styles.buttons}>
      <ActionIcon
        {...button}
        aria-label={words.moveUp}
        disabled={moves.isFirst}
        onClick={() => moves.move(-1)}
      >
        <IconArrowUp size={15} />
      </ActionIcon>
      <ActionIcon
        {...button}
        aria-label={words.moveDown}
        disabled={moves.isLast}
        onClick={() => moves.move(1)}
      >
        <IconArrowDown size={15} />
      </ActionIcon>
      {moves.wrap && (
        <ActionIcon {...button} aria-label={words.wrap} title={words.wrap} onClick={moves.wrap}>
          <IconFolderSymlink size={15} />
        </ActionIcon>
      )}
      {moves.unwrap && (
        <ActionIcon {...button} aria-label={words.unwrap} title={words.unwrap} onClick={moves.unwrap}>
          <IconFolderMinus size={15} />
        </ActionIcon>
      )}
      <ActionIcon {...button} aria-label={words.clone} title={words.clone} onClick={moves.clone}>
        <IconCopy size={15} />
      </ActionIcon>
      <ActionIcon {...button} aria-label={words.remove} title={words.remove} onClick={moves.remove}>
        <IconX size={15} />
      </ActionIcon>
    </span>
  );
}
