import { useAsk } from '#bridge/ask';
import { useJobEvents } from '#bridge/events';
import { isUnderWay, type Job } from '#bridge/job';
import { jobWords, RunningJob } from '#features/jobs';
import { useWords } from '#i18n/words';
import { Button, Popover, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconLoader } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import styles from './shell.module.css';
import { appWords } from './words.ts';

type Told = Pick<Job, 'id' | 'kind' | 'status' | 'phase' | 'done' | 'total'>;

/** Long work that is under way, wherever it was started, with its progress and the way to stop it. */
export function JobsTray() {
  const words = useWords(appWords);
  const [isOpen, setOpen] = useState(false);
  const running = useRunningJobs();
  const share = shareOf(running);
  const label = running.length > 0 ? words.jobsRunning({ count: running.length }) : words.jobs;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="right-end" width={340} shadow="md" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.tray}
          data-busy={running.length > 0 || undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <IconLoader size={16} stroke={1.6} aria-hidden />
          <span>{label}</span>
        </button>
      </Popover.Target>
      {running.length > 0 && (
        <div className={styles.trayLine} aria-hidden>
          <div style={{ width: `${share * 100}%` }} />
        </div>
      )}
      <Popover.Dropdown aria-label={words.jobs}>
        <Stack gap="md">
          {running.length === 0 && (
            <Text size="sm" c="dimmed">
              {words.noJobs}
            </Text>
          )}
          {running.map((job) => (
            <RunningJob key={job.id} job={job} />
          ))}
          <Button variant="default" component={Link} to="/jobs" onClick={() => setOpen(false)}>
            {words.allJobs}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function shareOf(jobs: readonly Told[]): number {
  const total = jobs.reduce((sum, job) => sum + job.total, 0);
  return total === 0 ? 0.05 : jobs.reduce((sum, job) => sum + job.done, 0) / total;
}

/** The unfinished jobs: asked once, then moved on by what they tell. A job that ends is said in a notice. */
function useRunningJobs(): Told[] {
  const words = useWords(appWords);
  const names = useWords(jobWords);
  const asked = useAsk('jobs.list', { offset: 0, limit: 20 });
  const [told, setTold] = useState<ReadonlyMap<string, Told>>(new Map());
  useJobEvents((job) => {
    const now = job as Told;
    setTold((before) => new Map(before).set(job.id, now));
    const kind = names.kinds[job.kind] ?? names.otherKind;
    if (now.status === 'done') notifications.show({ id: job.id, message: words.jobDone({ kind }) });
    if (now.status === 'failed')
      notifications.show({ id: job.id, color: 'red', message: words.jobFailed({ kind }), autoClose: false });
    if (now.status === 'cancelled')
      notifications.show({ id: job.id, color: 'gray', message: words.jobCancelled({ kind }) });
  });
  const known = new Map<string, Told>((asked.data?.rows ?? []).map((job) => [job.id, job]));
  for (const [id, job] of told) if (isNewer(job, known.get(id))) known.set(id, job);
  return [...known.values()].filter(isUnderWay);
}

/** An answer may be older than an event, and an event older than an answer: an ended job never runs again. */
function isNewer(told: Told, asked: Told | undefined): boolean {
  if (!asked) return isUnderWay(told);
  return isUnderWay(asked) && (!isUnderWay(told) || told.done >= asked.done);
}
