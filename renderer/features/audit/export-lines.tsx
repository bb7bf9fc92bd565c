import { useTell } from '#bridge/ask';
import { ExportMenu } from '#features/jobs';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import type { Asked } from './audit-filters.tsx';
import { operationWords } from './operation-words.ts';
import { auditWords } from './words.ts';

type Exporting = ReturnType<typeof useExporting>;

/** Writing the lines to a file, with what their operations are called. */
export function useExporting() {
  const { language } = useLanguage();
  const { operations } = useWords(operationWords);
  const tell = useTell('audit.exportLines');
  const start = (format: 'csv' | 'xlsx', asked: Asked) =>
    tell.mutate({ ...asked, format, language, words: operations });
  return { tell, start };
}

/** Exports the lines that the filter leaves. */
export function ExportLines({ exporting, asked }: { readonly exporting: Exporting; readonly asked: Asked }) {
  const words = useWords(auditWords);
  return (
    <ExportMenu
      words={words}
      label={words.exportLabel}
      isPending={exporting.tell.isPending}
      onStart={(format) => exporting.start(format, asked)}
    />
  );
}
