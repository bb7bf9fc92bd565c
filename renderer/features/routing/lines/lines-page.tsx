import { useAsk } from '#bridge/ask';
import { useMay } from '#features/access';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Alert } from '@mantine/core';
import { LineCard } from './line-card.tsx';
import { lineWords } from './words.ts';

/** Every business line with what it asks before routing and what it tells lead entities apart by. */
export function LinesPage() {
  const words = useWords(lineWords);
  const mayEdit = useMay('routing.edit');
  const lines = useAsk('routing.listLines', {});
  const facts = useAsk('routing.listFacts', {});
  const error = lines.error ?? facts.error;
  const retry = () => {
    void lines.refetch();
    void facts.refetch();
  };
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      {!mayEdit && (
        <Alert color="gray" p="xs">
          {words.readOnly}
        </Alert>
      )}
      {error && <ErrorState error={error} onRetry={retry} />}
      {!error && (lines.isPending || facts.isPending) && <LoadingState />}
      {lines.data?.length === 0 && <EmptyState title={words.noLines} hint={words.noLinesHint} />}
      {facts.data &&
        lines.data?.map((line) => (
          <LineCard key={line.id} line={line} facts={facts.data} isReadOnly={!mayEdit} />
        ))}
    </Page>
  );
}
