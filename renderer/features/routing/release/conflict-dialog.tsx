import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useCatalogue } from './comparison.tsx';
import { changedLines, useTelling, wholeRule } from './diff-list.tsx';
import styles from './diff-list.module.css';
import type { Conflict } from './kinds.ts';
import { releaseWords } from './words.ts';

type ConflictDialogProps = {
  readonly versionId: string;
  readonly conflicts: readonly Conflict[];
  readonly onSettle: (conflict: Conflict, take: 'mine' | 'theirs') => void;
  readonly onClose: () => void;
};

const MOST_SHOWN = 100;

/** The rows that two people changed: whose they are now, what mine say instead, and which of both stays. */
export function ConflictDialog({ versionId, conflicts, onSettle, onClose }: ConflictDialogProps) {
  const words = useWords(releaseWords);
  const shown = conflicts.slice(0, MOST_SHOWN);
  const editors = useAsk('routing.listRowEditors', { versionId, ids: shown.map(({ id }) => id) });
  return (
    <Modal opened onClose={onClose} title={words.conflictTitle} size="lg">
      <Stack gap="sm">
        <Text size="sm">{words.conflictText}</Text>
        <div className={styles.list}>
          {shown.map((conflict) => (
            <Row
              key={conflict.id}
              conflict={conflict}
              editor={editors.data?.find(({ id }) => id === conflict.id)}
              onSettle={(take) => {
                onSettle(conflict, take);
                if (conflicts.length === 1) onClose();
              }}
            />
          ))}
        </div>
        {conflicts.length > MOST_SHOWN && (
          <Text size="xs">{words.andMore({ count: conflicts.length - MOST_SHOWN })}</Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.close}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type RowProps = {
  readonly conflict: Conflict;
  readonly editor: { readonly byName: string; readonly at: number } | undefined;
  readonly onSettle: (take: 'mine' | 'theirs') => void;
};

function Row({ conflict, editor, onSettle }: RowProps) {
  const { mine, theirs, why } = conflict;
  const telling = useTelling(useCatalogue());
  const { words } = telling;
  const { dateTime } = useFormat();
  const lines =
    mine && theirs
      ? changedLines(telling, theirs, mine)
      : [mine ?? theirs].flatMap((rule) =>
          rule ? [{ name: words.conflictMine, text: wholeRule(telling, rule) }] : [],
        );
  return (
    <div className={styles.entry}>
      <Stack gap={2} flex={1}>
        <div className={styles.title}>{(theirs ?? mine)?.name}</div>
        <div className={styles.line}>
          {why === 'placeGone' && words.conflictPlaceGone}
          {why === 'changed' && theirs === null && words.conflictGone}
          {mine === null && words.conflictMineGone}
          {theirs && editor && ` ${words.conflictBy({ who: editor.byName, at: dateTime(editor.at) })}`}
        </div>
        {mine &&
          lines.map(({ name, text }) => (
            <div key={name} className={styles.line}>
              <span className={styles.field}>{name}</span> {text}
            </div>
          ))}
      </Stack>
      <Group gap={6} wrap="nowrap">
        <Button size="compact-xs" variant="default" onClick={() => onSettle('theirs')}>
          {words.keepTheirs}
        </Button>
        <Button size="compact-xs" onClick={() => onSettle('mine')}>
          {words.takeMine}
        </Button>
      </Group>
    </div>
  );
}
