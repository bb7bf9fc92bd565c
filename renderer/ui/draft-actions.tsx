import { Button, Group, Text } from '@mantine/core';

type DraftActionsProps = {
  readonly words: { readonly unsaved: string; readonly reset: string; readonly save: string };
  readonly isSaving: boolean;
  /** False while the draft is not whole. */
  readonly isReady?: boolean;
  readonly onReset: () => void;
  readonly onSave: () => void;
};

/** Beside something that was changed and is not saved: that it is so, the way back, and the way on. */
export function DraftActions({ words, isSaving, isReady = true, onReset, onSave }: DraftActionsProps) {
  return (
    <Group gap={8}>
      <Text size="xs" c="dimmed" role="status">
        {words.unsaved}
      </Text>
      <Button size="xs" variant="default" onClick={onReset}>
        {words.reset}
      </Button>
      <Button size="xs" disabled={!isReady} loading={isSaving} onClick={onSave}>
        {words.save}
      </Button>
    </Group>
  );
}
