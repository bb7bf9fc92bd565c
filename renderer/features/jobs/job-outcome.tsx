import type { Job } from '#bridge/job';
import { downloadFile } from '#bridge/upload';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { jobWords } from './job-words.ts';

/** Where one sees what a job of this kind has made. */
const PLACES: Readonly<Record<string, string>> = {
  'audit.verify': '/audit',
  'pool.sweep': '/pool',
  'routing.run': '/routing/run',
  'tagging.run': '/tagging/rules',
  'tagging.dryRun': '/tagging/rules',
  'attribution.run': '/attribution',
};

/** Why a job failed, or the way to what it made: a page, or a file to fetch. */
export function JobOutcome({ job }: { readonly job: Job }) {
  const words = useWords(jobWords);
  const errorText = useErrorText();
  if (job.errorCode !== null) {
    const text = errorText({ code: job.errorCode, params: job.errorParams });
    return (
      <Text span inherit c="var(--yard-bad-ink)" title={text}>
        {text}
      </Text>
    );
  }
  if (job.status !== 'done') return words.phases[job.phase] ?? words.statuses[job.status];
  const fileId = textIn(job.result, 'fileId');
  if (fileId !== undefined) return <FetchButton fileId={fileId} />;
  const versionId = textIn(job.result, 'versionId');
  if (job.kind === 'routing.replay' && versionId !== undefined)
    return <Link to={`/routing/rules/${versionId}`}>{words.open}</Link>;
  const batchId = textIn(job.result, 'batchId');
  const place = batchId === undefined ? PLACES[job.kind] : `/imports/${batchId}`;
  return place === undefined ? '–' : <Link to={place}>{words.open}</Link>;
}

function textIn(result: unknown, key: string): string | undefined {
  if (typeof result !== 'object' || result === null) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(result, key)?.value;
  return typeof value === 'string' ? value : undefined;
}

function FetchButton({ fileId }: { readonly fileId: string }) {
  const words = useWords(jobWords);
  const errorText = useErrorText();
  const [state, setState] = useState<{ isFetching: boolean; error: unknown }>({
    isFetching: false,
    error: null,
  });
  const fetchIt = () => {
    setState({ isFetching: true, error: null });
    downloadFile(fileId).then(
      () => setState({ isFetching: false, error: null }),
      (error: unknown) => setState({ isFetching: false, error }),
    );
  };
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        loading={state.isFetching}
        leftSection={<IconDownload size={14} aria-hidden />}
        onClick={fetchIt}
      >
        {words.download}
      </Button>
      {state.error !== null && (
        <Text span inherit c="var(--yard-bad-ink)" ml={8}>
          {errorText(state.error)}
        </Text>
      )}
    </>
  );
}
