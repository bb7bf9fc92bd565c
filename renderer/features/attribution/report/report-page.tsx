import { useAsk } from '#bridge/ask';
import { NoSums, useColumnAccess } from '#features/access/columns';
import { ExportProgress } from '#features/jobs';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState, NoMatchState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Breakdown } from './breakdown-section.tsx';
import { ExportReport, useExporting } from './export-report.tsx';
import { Reasons } from './reasons-section.tsx';
import { filterOf, ORDER_KEYS } from './report-filter.ts';
import { ReportFilters } from './report-filters.tsx';
import { Basis, ReportTiles } from './report-tiles.tsx';
import { RunButton, RunProgress, useRun } from './run-attribution.tsx';
import { WaterfallSection } from './waterfall-section.tsx';
import { reportWords } from './words.ts';

/** The report of the latest run: the waterfall, its reasons, and where the credit lies. */
export function ReportPage() {
  const words = useWords(reportWords);
  const filters = useFilters(ORDER_KEYS);
  const filter = filterOf(filters.values);
  const run = useRun();
  const exporting = useExporting();
  const seesMoney = useColumnAccess('money') === 'plain';
  const waterfall = useAsk('attribution.getWaterfall', filter, { keepPrevious: true, enabled: seesMoney });
  const found = waterfall.data;
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      actions={
        <>
          <Button variant="default" component={Link} to="/attribution-policy">
            {words.policy}
          </Button>
          <RunButton run={run} />
          {found && <ExportReport exporting={exporting} filter={filter} />}
        </>
      }
    >
      <RunProgress run={run} />
      <ExportProgress tell={exporting.tell} exported={words.exported} />
      {waterfall.error && <ErrorState error={waterfall.error} onRetry={() => void waterfall.refetch()} />}
      {!seesMoney && (
        <NoSums
          action={
            <Button variant="default" component={Link} to="/attribution/orders">
              {words.ordersTitle}
            </Button>
          }
        />
      )}
      {seesMoney && waterfall.isPending && <LoadingState />}
      {found === null && (
        <EmptyState title={words.noRun} hint={words.noRunHint} action={<RunButton run={run} />} />
      )}
      {found && (
        <>
          <ReportFilters filters={filters} months={found.months} currencies={found.currencies} />
          <Basis waterfall={found} />
          {found.sums.orders === 0 ? (
            <NoMatchState onClear={filters.isFiltered ? filters.clear : undefined} />
          ) : (
            <>
              <ReportTiles waterfall={found} values={filters.values} />
              <WaterfallSection waterfall={found} values={filters.values} />
              <Reasons waterfall={found} values={filters.values} />
              <Breakdown values={filters.values} currency={found.currency} />
            </>
          )}
        </>
      )}
    </Page>
  );
}
