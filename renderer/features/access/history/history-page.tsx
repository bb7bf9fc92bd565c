import { useAsk } from '#bridge/ask';
import { endOfDay, startOfDay } from '#domain/base';
import { useMay } from '#features/access/me';
import { type Change, ChangePreview, type Policy, useLineName } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState, ErrorState, LoadingState, NoMatchState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { type Line, useDifference } from './difference.ts';
import { FILTERS, HistoryFilters } from './history-filters.tsx';
import { TakeBackAll } from './take-back-all.tsx';
import { historyWords } from './words.ts';

const STEP = 50;
/** At most so many lines are asked for at once. */
const MOST = 500;

type Undo = { readonly change: Change } | { readonly since: number } | null;

/** Who changed which right when, from what to what; one change or all since a moment are taken back after a preview. */
export function HistoryPage() {
  const words = useWords(historyWords);
  const filters = useFilters(FILTERS);
  const policy = useAsk('access.getPolicy', {});
  const [undo, setUndo] = useState<Undo>(null);
  const close = () => setUndo(null);
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      {policy.error && <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.isPending && <LoadingState />}
      {policy.data && (
        <Stack gap="md">
          <HistoryFilters policy={policy.data} filters={filters} />
          {undo && 'change' in undo && (
            <ChangePreview policy={policy.data} changes={[undo.change]} onDone={close} onCancel={close} />
          )}
          {undo && 'since' in undo && <TakeBackAll policy={policy.data} since={undo.since} onClose={close} />}
          <Lines policy={policy.data} filters={filters} onUndo={setUndo} />
        </Stack>
      )}
    </Page>
  );
}

type LinesProps = {
  readonly policy: Policy;
  readonly filters: Parameters<typeof HistoryFilters>[0]['filters'];
  readonly onUndo: (undo: Undo) => void;
};

function Lines({ policy, filters, onUndo }: LinesProps) {
  const words = useWords(historyWords);
  const { number } = useFormat();
  const { zone } = useLanguage();
  const [limit, setLimit] = useState(STEP);
  const { from, to, ...exact } = filters.values;
  const asked = {
    ...exact,
    limit,
    ...(from && { from: startOfDay(from, zone) }),
    ...(to && { to: endOfDay(to, zone) + 1 }),
  };
  const lines = useAsk('access.listHistory', asked, { keepPrevious: true });
  if (lines.error) return <ErrorState error={lines.error} onRetry={() => void lines.refetch()} />;
  if (!lines.data) return <LoadingState />;
  const { rows, total } = lines.data;
  if (total === 0)
    return filters.isFiltered ? (
      <NoMatchState onClear={filters.clear} />
    ) : (
      <EmptyState title={words.none} hint={words.noneHint} />
    );
  return (
    <Stack gap="sm">
      <LineTable policy={policy} rows={rows} onUndo={onUndo} />
      <Group gap="sm">
        <Text size="xs" c="dimmed">
          {words.shown({ shown: number(rows.length), total: number(total) })}
        </Text>
        {rows.length < total && limit < MOST && (
          <Button size="xs" variant="default" onClick={() => setLimit(Math.min(MOST, limit + STEP))}>
            {words.more}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

type LineTableProps = Pick<LinesProps, 'policy' | 'onUndo'> & { readonly rows: readonly Line[] };

function LineTable({ policy, rows, onUndo }: LineTableProps) {
  const words = useWords(historyWords);
  const { dateTime, actor } = useFormat();
  const mayEdit = useMay('access.edit');
  const nameOf = useLineName(policy);
  const differenceOf = useDifference(policy);
  const actions = (line: Line): ReactNode => (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {line.undo && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={words.takeBackNamed({ what: nameOf(line) })}
          onClick={() => onUndo(line.undo && { change: line.undo })}
        >
          {words.takeBack}
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={words.backToNamed({ moment: dateTime(line.at) })}
        onClick={() => onUndo({ since: line.at - 1 })}
      >
        {words.backTo}
      </Button>
    </Group>
  );
  return (
    <Section title={words.title} flush>
      <PlainTable
        label={words.title}
        header={[
          { name: words.when, keep: true },
          { name: words.who, keep: true },
          { name: words.what },
          { name: words.change },
          { name: '', align: 'right' },
        ]}
        rows={rows.map((line) => ({
          key: line.id,
          cells: [
            <Anchor key="then" component={Link} to={`/roles?at=${line.at}`} title={words.asThen} size="sm">
              {dateTime(line.at)}
            </Anchor>,
            actor(line.actorName ?? line.actorId),
            nameOf(line),
            <div key="change">
              {differenceOf(line).map((text) => (
                <div key={text}>{text}</div>
              ))}
            </div>,
            mayEdit && actions(line),
          ],
        }))}
      />
    </Section>
  );
}
