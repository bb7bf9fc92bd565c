import { useTell } from '#bridge/ask';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Review } from './review.ts';
import { reviewWords } from './words.ts';

function useTrouble() {
  const text = useErrorText();
  return (error: unknown) => notifications.show({ color: 'red', message: text(error) });
}

/** Ends a review, after saying what that takes away. */
export function EndReview({ review }: { readonly review: Review }) {
  const words = useWords(reviewWords);
  const { number } = useFormat();
  const trouble = useTrouble();
  const tell = useTell('access.endReview');
  const { id, list } = review;
  const revoked = list.filter((item) => item.decision?.what === 'revoke' && !item.isGone).length;
  const open = list.filter((item) => item.decision === null).length;
  const act = () =>
    tell.mutate(
      { id },
      {
        onSuccess: (ended) =>
          notifications.show({
            message:
              ended.proposalId === null
                ? words.endedNow({ count: number(ended.revoked) })
                : words.endedProposed,
          }),
        onError: trouble,
      },
    );
  return (
    <ConfirmButton
      loading={tell.isPending}
      question={words.endQuestion({ revoked: number(revoked), open: number(open) })}
      confirmLabel={words.end}
      onConfirm={act}
    >
      {words.end}
    </ConfirmButton>
  );
}

/** Hands the evidence to who asks, as a CSV. */
export function ExportReview({ id }: { readonly id: string }) {
  const words = useWords(reviewWords);
  const { language } = useLanguage();
  const trouble = useTrouble();
  const tell = useTell('access.exportReview');
  const act = () =>
    tell.mutate(
      { id, language },
      {
        onSuccess: ({ name, text }) => {
          save(name, text);
          notifications.show({ message: words.exported({ name }) });
        },
        onError: trouble,
      },
    );
  return (
    <Button variant="default" loading={tell.isPending} onClick={act}>
      {words.export}
    </Button>
  );
}

function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
