import { useAsk, useTell } from '#bridge/ask';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { Section } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { MergeDialog } from './merge-dialog.tsx';
import { poolWords } from './words.ts';

type MergeCardProps = { readonly opportunityId: number; readonly lineId: string };

/** What an opportunity was merged with, and the way to merge another into it or to undo that. */
export function MergeCard({ opportunityId, lineId }: MergeCardProps) {
  const words = useWords(poolWords);
  const text = useErrorText();
  const { dateTime, contact } = useFormat();
  const mayAssign = useMay('routing.assign');
  const [isOpen, setOpen] = useState(false);
  const merges = useAsk('contacts.listMerges', { opportunityId });
  const undo = useTell('contacts.undoMerge');
  return (
    <Section
      title={words.merges}
      actions={
        mayAssign && (
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {words.merge}
          </Button>
        )
      }
    >
      {merges.error && <ErrorState error={merges.error} onRetry={() => void merges.refetch()} />}
      {merges.isPending && <LoadingState />}
      {merges.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noMerges}
        </Text>
      )}
      {undo.error && (
        <Alert color="red" mb="sm">
          {text(undo.error)}
        </Alert>
      )}
      <Stack gap="sm">
        {merges.data?.map(({ id, role, other, mergedAt, mergedByName, reason, undoneAt }) => {
          const name = other ? other.title || contact(other.contact) : words.hiddenOther;
          const say = role === 'loser' ? words.mergedInto : words.mergedFrom;
          const more = [
            dateTime(mergedAt),
            mergedByName ?? '',
            reason,
            undoneAt === null ? '' : words.undone,
          ];
          return (
            <Group key={id} justify="space-between" gap="sm">
              <Text size="sm">
                {other ? (
                  <Link to={`/opportunities/${other.id}`}>{say({ other: name })}</Link>
                ) : (
                  say({ other: name })
                )}
                {` · ${more.filter(Boolean).join(' · ')}`}
              </Text>
              {mayAssign && undoneAt === null && (
                <ConfirmButton
                  size="xs"
                  variant="default"
                  question={words.undoQuestion}
                  loading={undo.isPending}
                  onConfirm={() => undo.mutate({ mergeId: id })}
                >
                  {words.undo}
                </ConfirmButton>
              )}
            </Group>
          );
        })}
      </Stack>
      {isOpen && <MergeDialog keeperId={opportunityId} lineId={lineId} onClose={() => setOpen(false)} />}
    </Section>
  );
}
