import { useAsk, useAskRows } from '#bridge/ask';
import { isUnderWay, type Job, useJob } from '#bridge/job';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { Page, Section } from '#ui/page';
import { EmptyState } from '#ui/states';
import { StateDot, type Tone } from '#ui/state-dot';
import { Stack, Text } from '@mantine/core';
import { jobWords } from './job-words.ts';
import { RunningJob } from './job-card.tsx';
import { JobOutcome } from './job-outcome.tsx';

const TONES: Record<Job['status'], Tone> = {
  queued: 'quiet',
  running: 'accent',
  done: 'good',
  failed: 'bad',
  cancelled: 'quiet',
};

/** What runs now, with cancel; below it everything that ran before and how it ended. */
export function JobsPage() {
  const words = useWords(jobWords);
  const rows = useAskRows('jobs.list', {});
  const latest = useAsk('jobs.list', { offset: 0, limit: 20 });
  const running = (latest.data?.rows ?? []).filter(isUnderWay);
  return (
    <Page title={words.jobs} subtitle={words.jobsHint} fill>
      {running.length > 0 && (
        <Section title={words.running}>
          <Stack gap="md">
            {running.map((job) => (
              <Followed key={job.id} jobId={job.id} />
            ))}
          </Stack>
        </Section>
      )}
      <DataTable
        label={words.jobs}
        columns={useColumns()}
        rows={rows}
        rowKey={(row) => row.id}
        empty={<EmptyState title={words.empty} hint={words.emptyHint} />}
      />
    </Page>
  );
}

function Followed(props: { readonly jobId: string }) {
  const job = useJob(props.jobId);
  return job.data && isUnderWay(job.data) ? <RunningJob job={job.data} /> : null;
}

function useColumns(): Column<Job>[] {
  const words = useWords(jobWords);
  const { dateTime, duration, number, actor } = useFormat();
  return [
    {
      key: 'kind',
      header: words.kind,
      width: 'minmax(150px, 1fr)',
      render: (job) => (
        <Text span inherit fw={550}>
          {words.kinds[job.kind] ?? words.otherKind}
        </Text>
      ),
    },
    {
      key: 'status',
      header: words.status,
      width: 100,
      render: (job) => <StateDot tone={TONES[job.status]}>{words.statuses[job.status]}</StateDot>,
    },
    {
      key: 'result',
      header: words.result,
      width: 'minmax(180px, 2fr)',
      render: (job) => <JobOutcome job={job} />,
    },
    {
      key: 'progress',
      header: words.progress,
      width: 160,
      align: 'right',
      render: (job) => (job.total === 0 ? '–' : `${number(job.done)} / ${number(job.total)}`),
    },
    { key: 'by', header: words.startedBy, width: 120, render: (job) => actor(job.actorName) },
    {
      key: 'took',
      header: words.took,
      width: 120,
      align: 'right',
      render: (job) =>
        job.startedAt === null || job.finishedAt === null ? '–' : duration(job.finishedAt - job.startedAt),
    },
    {
      key: 'createdAt',
      header: words.createdAt,
      width: 150,
      align: 'right',
      render: (job) => dateTime(job.createdAt),
    },
  ];
}
