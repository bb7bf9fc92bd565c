import { useAsk, useAskAnew, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { StateDot } from '#ui/state-dot';
import { Alert, Button } from '@mantine/core';
import { accountWords } from './words.ts';

type Window = OutputOf<'access.listSessions'>[number];

/** So often the list looks whether a window was used, for which there is no event. */
const LOOK_MS = 30_000;

/** The windows in which somebody is signed in: one's own, or everybody's, each to be ended. */
export function WindowsTable(props: { readonly ofUser?: string }) {
  const words = useWords(accountWords);
  const errorText = useErrorText();
  const asked = useAsk('access.listSessions', {}, { pollMs: LOOK_MS });
  const askAnew = useAskAnew();
  const end = useTell('access.endSession');
  const cellsOf = useCells();
  const rows = asked.data?.filter((row) => props.ofUser === undefined || row.userId === props.ofUser);
  const endIt = (row: Window) =>
    end.mutate({ id: row.id }, { onSuccess: () => (row.isThis ? askAnew() : undefined) });
  return (
    <Section title={words.windows} hint={words.windowsHint} flush>
      {asked.error && <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <LoadingState />}
      {end.error && (
        <Alert color="red" role="alert" p="xs">
          {errorText(end.error)}
        </Alert>
      )}
      {rows?.length === 0 && <EmptyState title={words.noWindows} />}
      {rows !== undefined && rows.length > 0 && (
        <PlainTable
          label={words.windows}
          header={[
            { name: words.person },
            { name: words.shell },
            { name: words.since, keep: true },
            { name: words.lastSeen, keep: true },
            { name: words.status },
            { name: words.end, align: 'right' },
          ]}
          rows={rows.map((row) => ({
            key: row.id,
            cells: [
              ...cellsOf(row),
              <Button
                key="end"
                size="compact-xs"
                variant="default"
                aria-label={words.endWindow({ name: row.name })}
                onClick={() => endIt(row)}
              >
                {words.end}
              </Button>,
            ],
          }))}
        />
      )}
    </Section>
  );
}

function useCells() {
  const words = useWords(accountWords);
  const { dateTime } = useFormat();
  return (row: Window) => [
    row.name,
    words[row.shell ?? 'terminal'],
    dateTime(row.since),
    dateTime(row.lastSeenAt),
    <StateDot key="state" tone={row.isLocked ? 'quiet' : 'good'}>
      {row.isThis ? words.thisWindow : row.isLocked ? words.lockedWindow : words.signedIn}
    </StateDot>,
  ];
}
