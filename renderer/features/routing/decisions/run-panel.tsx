import { useAsk, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { RoutingResult } from '#contract/routing-decisions';
import type { DecisionReason } from '#domain/distribution';
import { useMay } from '#features/access';
import { JobCard } from '#features/jobs';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { Alert, Button, Checkbox, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { WaitingRuns } from './waiting-runs.tsx';
import { decisionWords } from './words.ts';

type RunPanelProps = {
  readonly waiting: OutputOf<'routing.getWaiting'>;
  readonly onShow: (filter: { reason?: string; groupId?: string; runId: string }) => void;
};

/** Starts a run, follows it, and says what the latest one came to. */
export function RunPanel({ waiting, onShow }: RunPanelProps) {
  const words = useWords(decisionWords);
  const text = useErrorText();
  const mayRun = useMay('routing.run');
  const [started, setStarted] = useState<string | null>(null);
  const run = useTell('routing.runRouting');
  // What runs now is shown before what was asked for last: that one waits in the list below it.
  const jobId = waiting.runs[0]?.jobId ?? started ?? waiting.lastRunJobId;
  return (
    <Section title={jobId === null ? words.run : words.lastRun}>
      <Stack gap="md">
        {mayRun && (
          <Start
            waiting={waiting}
            isBusy={run.isPending}
            isBehind={waiting.runs.length > 0}
            onStart={(input) => run.mutate(input, { onSuccess: ({ jobId: newJob }) => setStarted(newJob) })}
          />
        )}
        {run.error && <Alert color="red">{text(run.error)}</Alert>}
        {jobId !== null && (
          <JobCard jobId={jobId}>
            {({ result }) => <RunOutcome runId={jobId} result={result} onShow={onShow} />}
          </JobCard>
        )}
        <WaitingRuns runs={waiting.runs} />
      </Stack>
    </Section>
  );
}

type StartProps = {
  readonly waiting: OutputOf<'routing.getWaiting'>;
  readonly isBusy: boolean;
  /** Whether another run has to end first. */
  readonly isBehind: boolean;
  readonly onStart: (input: { ruleSetId: string; retryUnassigned: boolean }) => void;
};

function Start({ waiting, isBusy, isBehind, onStart }: StartProps) {
  const words = useWords(decisionWords);
  const { label } = useFormat();
  const sets = useAsk('routing.listRuleSets', {});
  const [chosen, setChosen] = useState<string | null>(null);
  const [retryUnassigned, setRetry] = useState(false);
  const published = (sets.data ?? []).filter(({ publishedVersionId }) => publishedVersionId !== null);
  const ruleSetId = chosen ?? published[0]?.id;
  if (sets.data && ruleSetId === undefined)
    return (
      <Alert color="yellow">
        {words.nothingPublished} <Link to="/routing/rules">{words.toRules}</Link>
      </Alert>
    );
  const count = waiting.waiting + (retryUnassigned ? waiting.unassigned : 0);
  return (
    <Group gap="md" align="center">
      {published.length > 1 && (
        <Select
          aria-label={words.ruleSet}
          allowDeselect={false}
          data={published.map((set) => ({ value: set.id, label: label(set.label) }))}
          value={ruleSetId ?? null}
          onChange={setChosen}
        />
      )}
      <Button
        disabled={count === 0 || ruleSetId === undefined}
        loading={isBusy}
        onClick={() => ruleSetId !== undefined && onStart({ ruleSetId, retryUnassigned })}
      >
        {isBehind ? words.runAfter : words.run}
      </Button>
      <Checkbox
        label={words.runAgain}
        description={words.runAgainHint}
        checked={retryUnassigned}
        disabled={waiting.unassigned === 0}
        onChange={(event) => setRetry(event.currentTarget.checked)}
      />
      {count === 0 && !isBusy && (
        <Text size="sm" c="dimmed">
          {words.nothingWaits}
        </Text>
      )}
    </Group>
  );
}

type RunOutcomeProps = {
  readonly runId: string;
  readonly result: unknown;
  readonly onShow: RunPanelProps['onShow'];
};

function RunOutcome({ runId, result, onShow }: RunOutcomeProps) {
  const words = useWords(decisionWords);
  const { number, label } = useFormat();
  const groups = useAsk('routing.listGroups', {});
  const parsed = RoutingResult.safeParse(result);
  if (!parsed.success) return <Text size="sm">{words.finished}</Text>;
  const counted = parsed.data;
  const nameOf = (id: string) => {
    const group = groups.data?.find((each) => each.id === id);
    return group ? label(group.label) : id;
  };
  const largestFirst = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .toSorted((a, b) => b[1] - a[1]);
  const line = (key: string, name: string, count: number, filter: { reason?: string; groupId?: string }) => ({
    key,
    cells: [
      name,
      number(count),
      <Button
        key="show"
        size="compact-xs"
        variant="subtle"
        onClick={() => onShow({ ...filter, runId })}
        aria-label={`${words.showDecisions} · ${name}`}
      >
        {words.showDecisions}
      </Button>,
    ],
  });
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {words.done({ routed: number(counted.routed), unassigned: number(counted.unassigned) })}
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <PlainTable
          label={words.byReason}
          header={[
            { name: words.byReason },
            { name: words.count, align: 'right' },
            { name: words.decisions, align: 'right' },
          ]}
          rows={largestFirst(counted.byReason).map(([reason, count]) =>
            line(reason, words.reasons[reason as DecisionReason], count, { reason }),
          )}
        />
        <PlainTable
          label={words.byGroup}
          header={[
            { name: words.byGroup },
            { name: words.count, align: 'right' },
            { name: words.decisions, align: 'right' },
          ]}
          rows={largestFirst(counted.byGroup).map(([groupId, count]) =>
            line(groupId, nameOf(groupId), count, { groupId }),
          )}
        />
      </SimpleGrid>
    </Stack>
  );
}
