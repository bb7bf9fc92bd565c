import { useAsk } from '#bridge/ask';
import { goLiveWords, MyUnit, Round, StartForm } from '#features/access/go-live';
import { useMay } from '#features/access/me';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Stack } from '@mantine/core';

/** The go-live round: started and granted by an administrator, confirmed by the leaders. */
export function GoLivePage() {
  const words = useWords(goLiveWords);
  const [maySee, mayEdit] = [useMay('access.view'), useMay('access.edit')];
  const asked = useAsk('access.getGoLive', {});
  const round = asked.data;
  const isOver = !round || round.state === 'granted' || round.state === 'cancelled';
  const mine = isOver ? [] : round.units.filter((unit) => unit.isMine);
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      {asked.error && <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <LoadingState />}
      {asked.data !== undefined && (
        <Stack gap="md">
          {round &&
            mine.map((unit) => <MyUnit key={`${round.round} ${unit.id}`} round={round} unit={unit} />)}
          {round && maySee && <Round round={round} mayEdit={mayEdit} />}
          {isOver && mayEdit && <StartForm />}
          {mine.length === 0 && !maySee && <EmptyState title={words.nothing} hint={words.nothingHint} />}
        </Stack>
      )}
    </Page>
  );
}
