import { kitWords } from '#i18n/kit';
import { useWords } from '#i18n/words';
import { Button, type ButtonProps, Group, Popover, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';

type ConfirmButtonProps = ButtonProps & {
  readonly children: ReactNode;
  /** What will happen, as a question or a statement. */
  readonly question: ReactNode;
  /** The word on the button that does it. */
  readonly confirmLabel?: string;
  readonly onConfirm: () => void;
};

/** A button for what is not easily undone: asks once, beside itself. */
export function ConfirmButton({ children, question, confirmLabel, onConfirm, ...rest }: ConfirmButtonProps) {
  const words = useWords(kitWords);
  const [isAsking, setAsking] = useState(false);
  return (
    <Popover opened={isAsking} onChange={setAsking} trapFocus withArrow shadow="md" width={280} withinPortal>
      <Popover.Target>
        <Button {...rest} onClick={() => setAsking(true)}>
          {children}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">{question}</Text>
        <Group justify="flex-end" gap={8} mt="sm">
          <Button size="xs" variant="default" onClick={() => setAsking(false)}>
            {words.cancel}
          </Button>
          <Button
            size="xs"
            onClick={() => {
              setAsking(false);
              onConfirm();
            }}
          >
            {confirmLabel ?? words.confirm}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
