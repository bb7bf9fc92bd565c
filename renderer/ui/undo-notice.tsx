import { kitWords } from '#i18n/kit';
import { useWords } from '#i18n/words';
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type UndoNoticeProps = {
  /** What has just happened. */
  readonly children: ReactNode;
  readonly onUndo: () => void;
  readonly onClose: () => void;
  readonly isUndoing?: boolean;
};

/** Says what changed, where it changed, with the way back. */
export function UndoNotice(props: UndoNoticeProps) {
  const words = useWords(kitWords);
  return (
    <Alert
      role="status"
      variant="light"
      p="xs"
      icon={<IconCheck size={16} aria-hidden />}
      withCloseButton
      closeButtonLabel={words.close}
      onClose={props.onClose}
    >
      <Group gap="sm">
        <Text size="sm">{props.children}</Text>
        <Button size="compact-xs" variant="default" onClick={props.onUndo} loading={props.isUndoing ?? false}>
          {words.undo}
        </Button>
      </Group>
    </Alert>
  );
}
