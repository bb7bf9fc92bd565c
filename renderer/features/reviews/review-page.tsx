import { useAsk } from '#bridge/ask';
import { useMay, useMe } from '#features/access';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { Anchor, Group, Progress, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { DecideItems } from './decide-items.tsx';
import { EndReview, ExportReview } from './review-actions.tsx';
import type { Item, Review } from './review.ts';
import { ReviewState } from './reviews-page.tsx';
import { reviewWords } from './words.ts';

/** One review: each right of each person, and the word on it. */
export function ReviewPage() {
  const words = useWords(reviewWords);
  const { id = '' } = useParams();
  const { date, label } = useFormat();
  const mayEnd = useMay('access.edit');
  const mayExport = useMay('access.view');
  const found = useAsk('access.getReview', { id });
  const review = found.data;
  const back = (
    <Anchor component={Link} to="/reviews" size="sm">
      {words.back}
    </Anchor>
  );
  const about = (one: Review) =>
    words.about({
      among: one.amongLabel ? label(one.amongLabel) : words.amongAll,
      due: date(one.dueAt),
      by: one.createdBy.name,
    });
  return (
    <Page
      title={review?.name ?? words.title}
      subtitle={review && about(review)}
      above={back}
      actions={
        review && (
          <>
            {mayExport && <ExportReview id={id} />}
            {mayEnd && review.endedAt === null && <EndReview review={review} />}
          </>
        )
      }
    >
      {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <LoadingState />}
      {review && <Parts review={review} />}
    </Page>
  );
}

const SHOWN = {
  mine: (item: Item, me: string) =>
    item.mayDecide && item.decision === null && (item.reviewer?.id ?? me) === me,
  waiting: (item: Item) => item.decision === null,
  decided: (item: Item) => item.decision !== null,
  orphans: (item: Item) => item.orphan !== null,
  all: () => true,
} as const;
type Shown = keyof typeof SHOWN;

function Parts({ review }: { readonly review: Review }) {
  const words = useWords(reviewWords);
  const { number, label } = useFormat();
  const { list, items, decided, emptyRoles } = review;
  const { userId } = useMe();
  const matching = (one: Shown) => list.filter((item) => SHOWN[one](item, userId));
  const [shown, setShown] = useState<Shown>(review.mine > 0 ? 'mine' : 'all');
  const counted = (one: Shown) => `${words[one]} ${number(matching(one).length)}`;
  return (
    <Stack gap="md">
      <Group gap="md">
        <ReviewState review={review} />
        <Progress value={items === 0 ? 0 : (decided / items) * 100} w={240} aria-label={words.progress} />
        <Text size="sm">{words.progressOf({ done: number(decided), all: number(items) })}</Text>
      </Group>
      <SegmentedControl
        aria-label={words.show}
        style={{ alignSelf: 'flex-start' }}
        data={(Object.keys(SHOWN) as Shown[]).map((value) => ({ value, label: counted(value) }))}
        value={shown}
        onChange={(value) => setShown(value)}
      />
      <DecideItems key={shown} items={matching(shown)} />
      {emptyRoles.length > 0 && (
        <Section title={words.emptyRoles} hint={words.emptyRolesHint}>
          <Text size="sm">{emptyRoles.map(label).join(' · ')}</Text>
        </Section>
      )}
    </Stack>
  );
}
