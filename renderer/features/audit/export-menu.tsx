import { useTell } from '#bridge/ask';
import type { Job } from '#bridge/job';
import { downloadFile } from '#bridge/upload';
import { MadeFile } from '#contract/transfer';
import { JobCard } from '#features/jobs';
import { useErrorText } from '#i18n/errors';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Alert, Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { Asked } from './audit-filters.tsx';
import { operationWords } from './operation-words.ts';
import { auditWords } from './words.ts';

type Exporting = ReturnType<typeof useExporting>;

/** Writing the file: the menu that starts it and the bar that follows it live in different places. */
export function useExporting() {
  return { tell: useTell('audit.exportLines') };
}

export function ExportMenu(props: { readonly exporting: Exporting; readonly asked: Asked }) {
  const words = useWords(auditWords);
  const { operations } = useWords(operationWords);
  const { language } = useLanguage();
  const { tell } = props.exporting;
  const start = (format: 'csv' | 'xlsx') =>
    tell.mutate({ ...props.asked, format, language, words: operations });
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          loading={tell.isPending}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {words.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.exportLabel}</Menu.Label>
        <Menu.Item onClick={() => start('xlsx')}>{words.exportXlsx}</Menu.Item>
        <Menu.Item onClick={() => start('csv')}>{words.exportCsv}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function ExportProgress({ exporting }: { readonly exporting: Exporting }) {
  const words = useWords(auditWords);
  const text = useErrorText();
  const [trouble, setTrouble] = useState<unknown>(null);
  const { tell } = exporting;
  const take = async (job: Job) => {
    const file = MadeFile.safeParse(job.result);
    if (job.status !== 'done' || !file.success) return;
    try {
      const name = await downloadFile(file.data.fileId);
      notifications.show({ message: words.exported({ name }) });
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
