import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Anchor, Button, SegmentedControl } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { useMay } from '#features/access';
import { type ProposalRow, useSummary } from './change-text.ts';
import { EndingSoon } from './ending-soon.tsx';
import { ProposalState } from './proposal-state.tsx';
import { requestWords } from './words.ts';

const WHICH = ['mine', 'toDecide', 'all'] as const;
type Which = (typeof WHICH)[number];

/** Somebody's own requests, those that wait for them, and all of them for who sees everybody's rights. */
export function RequestsPage() {
  const words = useWords(requestWords);
  const { number } = useFormat();
  const maySeeAll = useMay('access.view');
  const [params, setParams] = useSearchParams();
  const waiting = useAsk('access.listProposals', { which: 'toDecide', limit: 200 });
  const asked = WHICH.find((one) => one === params.get('which'));
  const count = waiting.data?.total ?? 0;
  const which: Which = asked ?? (count > 0 ? 'toDecide' : 'mine');
  const choices = [
    { value: 'mine', label: words.mine },
    { value: 'toDecide', label: count > 0 ? words.toDecideCount({ count: number(count) }) : words.toDecide },
    ...(maySeeAll ? [{ value: 'all', label: words.all }] : []),
  ];
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      actions={
        <Button component={Link} to="/requests/new">
          {words.newRequest}
        </Button>
      }
    >
      <EndingSoon />
      <SegmentedControl
        aria-label={words.which}
        style={{ alignSelf: 'flex-start' }}
        data={choices}
        value={which}
        onChange={(value) => setParams({ which: value }, { replace: true })}
      />
      <Proposals key={which} which={which} />
    </Page>
  );
}

function Proposals({ which }: { readonly which: Which }) {
  const words = useWords(requestWords);
  const found = useAsk('access.listProposals', { which, limit: 200 });
  const empty = {
    mine: <EmptyState title={words.noneMine} hint={words.noneMineHint} />,
    toDecide: <EmptyState title={words.noneToDecide} hint={words.noneToDecideHint} />,
    all: <EmptyState title={words.noneAll} />,
  };
  return (
    <Section title={words[which]} flush>
      {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <LoadingState />}
      {found.data && (found.data.total === 0 ? empty[which] : <ProposalTable rows={found.data.rows} />)}
    </Section>
  );
}

function ProposalTable({ rows }: { readonly rows: readonly ProposalRow[] }) {
  const words = useWords(requestWords);
  const { dateTime, actor } = useFormat();
  const summary = useSummary();
  return (
    <PlainTable
      label={words.title}
      header={[
        { name: words.what },
        { name: words.reason },
        { name: words.who, keep: true },
        { name: words.when, keep: true },
        { name: words.state, keep: true },
      ]}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <Anchor key="what" component={Link} to={`/requests/${row.id}`} size="sm">
            {summary(row)}
          </Anchor>,
          row.reason,
          actor(row.proposer.name),
          dateTime(row.createdAt),
          <ProposalState key="state" state={row.state} />,
        ],
      }))}
    />
  );
}
