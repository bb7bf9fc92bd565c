import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { ErrorState, LoadingState } from '#ui/states';
import { Link } from 'react-router';
import styles from './home-page.module.css';
import { homeWords } from './words.ts';

const SHOWN = 6;

/** The files that were imported last, and how many of their rows were refused. */
export function LatestImports() {
  const words = useWords(homeWords);
  const { number, dateTime } = useFormat();
  const batches = useAsk('transfer.listBatches', { limit: SHOWN });
  const total = batches.data?.total ?? 0;
  return (
    <Section title={words.imports} actions={<Link to="/imports">{words.all}</Link>} flush>
      {batches.error && <ErrorState error={batches.error} onRetry={() => void batches.refetch()} />}
      {batches.isPending && <LoadingState />}
      {batches.data && total === 0 && <p className={styles.quiet}>{words.noImports}</p>}
      {batches.data && total > 0 && (
        <PlainTable
          label={words.imports}
          header={[
            { name: words.file },
            { name: words.kind },
            { name: words.rows, align: 'right' },
            { name: words.rejected, align: 'right' },
            { name: words.when, align: 'right' },
          ]}
          rows={batches.data.rows.map((row) => ({
            key: row.id,
            cells: [
              <Link key="open" to={`/imports/${row.id}`}>
                {row.fileName}
              </Link>,
              words.kinds[row.kind] ?? row.kind,
              number(row.counts.rows),
              number(row.counts.rejected),
              dateTime(row.createdAt),
            ],
          }))}
        />
      )}
    </Section>
  );
}
