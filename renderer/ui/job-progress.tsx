import { kitWords } from '#i18n/kit';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Button, Group, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';

type JobProgressProps = {
  readonly title: ReactNode;
  /** What it is doing now, in words. */
  readonly phase?: ReactNode;
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
  readonly onCancel?: (() => void) | undefined;
  readonly isCancelling?: boolean;
};

/** How far a piece of long work is, and the way to stop it. */
export function JobProgress(props: JobProgressProps) {
  const words = useWords(kitWords);
  const { number, percent } = useFormat();
  const { done, total } = props;
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div role="group" aria-live="polite">
      <Group justify="space-between" gap="sm" wrap="nowrap" mb={6}>
        <Text size="sm" truncate>
          <Text span fw={600} inherit>
            {props.title}
          </Text>
          {props.phase && (
            <Text span c="dimmed" inherit>
              {' · '}
              {props.phase}
            </Text>
          )}
        </Text>
        {props.onCancel && (
          <Button
            size="compact-xs"
            variant="default"
            disabled={props.isCancelling ?? false}
            onClick={props.onCancel}
          >
            {props.isCancelling ? words.cancelling : words.cancel}
          </Button>
        )}
      </Group>
      <Progress.Root size="sm">
        <Progress.Section
          value={total > 0 ? share * 100 : 100}
          animated={total === 0}
          striped={total === 0}
          aria-label={typeof props.title === 'string' ? props.title : words.loading}
        />
      </Progress.Root>
      {total > 0 && (
        <Group justify="space-between" mt={4}>
          <Text size="xs" c="dimmed">
            {words.ofTotal({ done: number(done), total: number(total) })}
          </Text>
          <Text size="xs" c="dimmed">
            {percent(share, 0)}
          </Text>
        </Group>
      )}
    </div>
  );
}
