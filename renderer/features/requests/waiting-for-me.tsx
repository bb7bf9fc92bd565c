import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useSummary } from './change-text.ts';
import { requestWords } from './words.ts';

const SHOWN = 5;

/** What waits for the person at the window to decide: proposals, and reviews of rights. Nothing where nothing waits. */
export function WaitingForMe() {
  const words = useWords(requestWords);
  const { number, date, relative } = useFormat();
  const summary = useSummary();
  const proposals = useAsk('access.listProposals', { which: 'toDecide', limit: SHOWN }).data;
  const reviews = useAsk('access.listReviews', {}).data?.filter((review) => review.mine > 0) ?? [];
  const count = proposals?.total ?? 0;
  if (count === 0 && reviews.length === 0) return null;
  return (
    <Section
      title={words.waitingForYou}
      actions={
        count > SHOWN && (
          <Anchor component={Link} to="/requests?which=toDecide" size="sm">
            {words.toDecideCount({ count: number(count) })}
          </Anchor>
        )
      }
    >
      <Stack gap={6}>
        {reviews.map((review) => (
          <Text key={review.id} size="sm">
            <Anchor component={Link} to={`/reviews/${review.id}`} size="sm">
              {words.reviewWaits({ name: review.name, count: number(review.mine) })}
            </Anchor>{' '}
            <Text span size="xs" c="dimmed">
              {words.dueOn({ date: date(review.dueAt) })}
            </Text>
          </Text>
        ))}
        {proposals?.rows.map((row) => (
          <Text key={row.id} size="sm">
            <Anchor component={Link} to={`/requests/${row.id}`} size="sm">
              {summary(row)}
            </Anchor>{' '}
            <Text span size="xs" c="dimmed">
              {row.proposer.name} · {relative(row.createdAt)}
            </Text>
          </Text>
        ))}
      </Stack>
    </Section>
  );
}
