import { useTell } from '#bridge/ask';
import { useMay } from '#features/access';
import { termWords } from '#features/attribution/terms';
import { ExportMenu } from '#features/jobs';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import type { ReportFilter } from './report-filter.ts';
import { reportWords } from './words.ts';

type Exporting = ReturnType<typeof useExporting>;

/** Writing the report to a file, in its own terms. */
export function useExporting() {
  const { language } = useLanguage();
  const { report } = useWords(termWords);
  const tell = useTell('attribution.exportReport');
  const start = (format: 'csv' | 'xlsx', filter: ReportFilter) =>
    tell.mutate({ ...filter, format, language, words: report });
  return { tell, start };
}

type ExportReportProps = { readonly exporting: Exporting; readonly filter: ReportFilter };

/** Exports the report as it is filtered, for who may. */
export function ExportReport({ exporting, filter }: ExportReportProps) {
  const words = useWords(reportWords);
  if (!useMay('attribution.export')) return null;
  return (
    <ExportMenu
      words={words}
      isPending={exporting.tell.isPending}
      onStart={(format) => exporting.start(format, filter)}
    />
  );
}
