import { useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Button, Group, Stack, Text } from '@mantine/core';
import { decisionWords } from './words.ts';

type WaitingRunsProps = { readonly runs: OutputOf<'routing.getWaiting'>['runs'] };

/** The runs behind the one that is running, each with the one that it waits for. */
export function WaitingRuns({ runs }: WaitingRunsProps) {
  const words = useWords(decisionWords);
  const text = useErrorText();
  const { dateTime } = useFormat();
  const cancel = useTell('jobs.cancel');
  if (runs.length < 2) return null;
  return (
    <Stack gap={4} role="list" aria-label={words.waitingRuns}>
      {runs.slice(1).map((run, index) => (
        <Group key={run.jobId} gap="sm" role="listitem">
          <Text size="sm">
            {words.waitsFor({
              by: run.askedBy,
              at: dateTime(run.askedAt),
              before: dateTime(runs[index]?.askedAt ?? run.askedAt),
              beforeBy: runs[index]?.askedBy ?? '',
            })}
          </Text>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => cancel.mutate({ id: run.jobId })}
            loading={cancel.isPending && cancel.variables.id === run.jobId}
          >
            {words.cancelWaiting}
          </Button>
        </Group>
      ))}
      {cancel.error && (
        <Text size="xs" c="var(--yard-bad-ink)" role="alert">
          {text(cancel.error)}
        </Text>
      )}
    </Stack>
  );
}
