import { useAsk } from '#bridge/ask';
import { ChangePreview, type Policy } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { Button, Stack, Text } from '@mantine/core';
import { historyWords } from './words.ts';

type TakeBackAllProps = {
  readonly policy: Policy;
  readonly since: number;
  readonly onClose: () => void;
};

/** Everything since a moment as one set of changes, previewed before it is saved. */
export function TakeBackAll({ policy, since, onClose }: TakeBackAllProps) {
  const words = useWords(historyWords);
  const { dateTime, number } = useFormat();
  const found = useAsk('access.changesSince', { since });
  const changes = found.data?.changes ?? [];
  const left = found.data?.left ?? 0;
  return (
    <Section
      title={words.all}
      actions={
        <Button size="xs" variant="default" onClick={onClose}>
          {words.close}
        </Button>
      }
    >
      <Stack gap="sm">
        {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <LoadingState />}
        {found.data && changes.length === 0 && (
          <Text size="sm">{left > 0 ? words.nothingLeft : words.nothing}</Text>
        )}
        {changes.length > 0 && (
          <>
            <Text size="sm">{words.allHint({ moment: dateTime(since), count: number(changes.length) })}</Text>
            {left > 0 && (
              <Text size="sm" c="dimmed">
                {words.left({ count: number(left) })}
              </Text>
            )}
            <ChangePreview policy={policy} changes={changes} onDone={onClose} onCancel={onClose} />
          </>
        )}
      </Stack>
    </Section>
  );
}
