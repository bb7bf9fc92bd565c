import { useTell } from '#bridge/ask';
import { type Job, useJob } from '#bridge/job';
import { downloadFile } from '#bridge/upload';
import { MadeFile } from '#contract/transfer';
import { useErrorText } from '#i18n/errors';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { ImportDialog } from './import-dialog.tsx';
import type { Taken } from './taken.ts';
import { fileWords } from './words.ts';

type RuleFilesProps = {
  readonly versionId: string;
  readonly isReadOnly: boolean;
  readonly onTake: (taken: Taken) => void;
};

/** The menu of a rule table's files: the version as a file, and a file's rules into the table. */
export function RuleFiles({ versionId, isReadOnly, onTake }: RuleFilesProps) {
  const words = useWords(fileWords);
  const { language } = useLanguage();
  const [isImporting, setImporting] = useState(false);
  const exporting = useTell('routing.exportRules');
  useTakeHome(exporting.data?.jobId ?? null);
  const formats = ['xlsx', 'csv', 'dmn'] as const;
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button
            variant="default"
            loading={exporting.isPending}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {words.files}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{words.exportAs}</Menu.Label>
          {formats.map((format) => (
            <Menu.Item key={format} onClick={() => exporting.mutate({ versionId, format, language })}>
              {words[format]}
            </Menu.Item>
          ))}
          {!isReadOnly && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => setImporting(true)}>{words.import}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isImporting && (
        <ImportDialog
          onClose={() => setImporting(false)}
          onTake={(taken) => {
            setImporting(false);
            onTake(taken);
          }}
        />
      )}
    </>
  );
}

/** Hands the file over once its job is done, and says why where it is not. */
function useTakeHome(jobId: string | null): void {
  const words = useWords(fileWords);
  const text = useErrorText();
  const { data: job } = useJob(jobId);
  const taken = useRef<string | null>(null);
  useEffect(() => {
    if (!job || taken.current === job.id || job.status === 'queued' || job.status === 'running') return;
    taken.current = job.id;
    void takeHome(job).then(
      (name) => name !== null && notifications.show({ message: words.exported({ name }) }),
      (error: unknown) => notifications.show({ color: 'red', message: text(error) }),
    );
  }, [job, text, words]);
}

async function takeHome(job: Job): Promise<string | null> {
  if (job.status === 'cancelled') return null;
  const file = MadeFile.safeParse(job.result);
  if (!file.success)
    throw Object.assign(new Error(job.kind), { code: job.errorCode, params: job.errorParams });
  return downloadFile(file.data.fileId);
}
