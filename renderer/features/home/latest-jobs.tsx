import { useAsk } from '#bridge/ask';
import { isUnderWay } from '#bridge/job';
import { jobWords, RunningJob } from '#features/jobs';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { Box } from '@mantine/core';
import { Link } from 'react-router';
import styles from './home-page.module.css';
import { homeWords } from './words.ts';

const SHOWN = 6;

/** The long work of the last days; what is running can be stopped here. */
export function LatestJobs() {
  const words = useWords(homeWords);
  const names = useWords(jobWords);
  const { dateTime, actor } = useFormat();
  const jobs = useAsk('jobs.list', { offset: 0, limit: SHOWN });
  const rows = jobs.data?.rows ?? [];
  const ended = rows.filter((job) => !isUnderWay(job));
  return (
    <Section title={words.jobs} actions={<Link to="/jobs">{words.all}</Link>} flush>
      {jobs.error && <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />}
      {jobs.isPending && <LoadingState />}
      {jobs.data && rows.length === 0 && <p className={styles.quiet}>{words.noJobs}</p>}
      {rows.filter(isUnderWay).map((job) => (
        <Box key={job.id} p="sm">
          <RunningJob job={job} />
        </Box>
      ))}
      {ended.length > 0 && (
        <PlainTable
          label={words.jobs}
          header={[
            { name: names.kind },
            { name: words.status, keep: true },
            { name: words.by, keep: true },
            { name: words.when, align: 'right' },
          ]}
          rows={ended.map((job) => ({
            key: job.id,
            cells: [
              names.kinds[job.kind] ?? names.otherKind,
              names.statuses[job.status],
              actor(job.actorName),
              dateTime(job.createdAt),
            ],
          }))}
        />
      )}
    </Section>
  );
}
