import type { Job } from '#bridge/job';
import { downloadFile } from '#bridge/upload';
import { MadeFile } from '#contract/transfer';
import { useErrorText } from '#i18n/errors';
import { Alert, Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { JobCard } from './job-card.tsx';

type ExportMenuProps = {
  readonly words: { readonly export: string; readonly exportXlsx: string; readonly exportCsv: string };
  /** What is exported, where the page shows more than that. */
  readonly label?: string;
  readonly isPending: boolean;
  readonly onStart: (format: 'csv' | 'xlsx') => void;
};

/** Starts the job that writes a table to a file; `ExportProgress` follows it, in another place of the page. */
export function ExportMenu({ words, label, isPending, onStart }: ExportMenuProps) {
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          loading={isPending}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {words.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {label !== undefined && <Menu.Label>{label}</Menu.Label>}
        <Menu.Item onClick={() => onStart('xlsx')}>{words.exportXlsx}</Menu.Item>
        <Menu.Item onClick={() => onStart('csv')}>{words.exportCsv}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

type ExportProgressProps = {
  /** The call that started the job. */
  readonly tell: { readonly error: unknown; readonly data: { readonly jobId: string } | undefined };
  readonly exported: (named: { name: string }) => string;
};

/** Follows the job and hands its file over when it is done. */
export function ExportProgress({ tell, exported }: ExportProgressProps) {
  const text = useErrorText();
  const [trouble, setTrouble] = useState<unknown>(null);
  const take = async (job: Job) => {
    const file = MadeFile.safeParse(job.result);
    if (job.status !== 'done' || !file.success) return;
    try {
      notifications.show({ message: exported({ name: await downloadFile(file.data.fileId) }) });
    } catch (error) {
      setTrouble(error);
    }
  };
  const error = tell.error ?? trouble;
  return (
    <>
      {error !== null && (
        <Alert color="red" role="alert">
          {text(error)}
        </Alert>
      )}
      {tell.data && <JobCard key={tell.data.jobId} jobId={tell.data.jobId} onEnd={(job) => void take(job)} />}
    </>
  );
}
