import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useMay } from '#features/access';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { StateDot } from '#ui/state-dot';
import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { StartReview } from './start-review.tsx';
import { reviewWords } from './words.ts';

type Review = OutputOf<'access.listReviews'>[number];

/** The reviews that somebody takes part in, and where they start. */
export function ReviewsPage() {
  const words = useWords(reviewWords);
  const mayStart = useMay('access.edit');
  const [isStarting, setStarting] = useState(false);
  const found = useAsk('access.listReviews', {});
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      actions={mayStart && !isStarting && <Button onClick={() => setStarting(true)}>{words.start}</Button>}
    >
      {isStarting && <StartReview onDone={() => setStarting(false)} />}
      <Section title={words.title} flush>
        {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <LoadingState />}
        {found.data?.length === 0 && (
          <EmptyState title={words.none} hint={mayStart ? words.noneHint : words.noneForYou} />
        )}
        {found.data && found.data.length > 0 && <ReviewTable reviews={found.data} />}
      </Section>
    </Page>
  );
}

/** Whether a review is over, late or going on. */
export function ReviewState({ review }: { readonly review: Pick<Review, 'endedAt' | 'dueAt'> }) {
  const words = useWords(reviewWords);
  const [now] = useState(() => Date.now());
  if (review.endedAt !== null) return <StateDot tone="quiet">{words.ended}</StateDot>;
  return review.dueAt < now ? (
    <StateDot tone="bad">{words.overdue}</StateDot>
  ) : (
    <StateDot tone="accent">{words.open}</StateDot>
  );
}

function ReviewTable({ reviews }: { readonly reviews: readonly Review[] }) {
  const words = useWords(reviewWords);
  const { number, date, label } = useFormat();
  return (
    <PlainTable
      label={words.title}
      header={[
        { name: words.name },
        { name: words.among },
        { name: words.due, keep: true },
        { name: words.progress, align: 'right' },
        { name: words.yours, align: 'right' },
        { name: words.by, keep: true },
        { name: words.state, keep: true },
      ]}
      rows={reviews.map((review) => ({
        key: review.id,
        cells: [
          <Anchor key="name" component={Link} to={`/reviews/${review.id}`} size="sm">
            {review.name}
          </Anchor>,
          review.amongLabel ? label(review.amongLabel) : words.amongAll,
          date(review.dueAt),
          words.progressOf({ done: number(review.decided), all: number(review.items) }),
          review.mine === 0 ? '' : words.yoursCount({ count: number(review.mine) }),
          review.createdBy.name,
          <ReviewState key="state" review={review} />,
        ],
      }))}
    />
  );
}
