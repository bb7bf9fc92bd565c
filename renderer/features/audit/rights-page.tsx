import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { Alert, Group, SegmentedControl, Select, Text } from '@mantine/core';
import { RightsByPerson } from './rights-people.tsx';
import { RightsByRole } from './rights-roles.tsx';
import { rightsWords } from './rights-words.ts';

const FILTERS = ['days', 'by'] as const;
const WINDOWS = ['30', '90', '180', '365'] as const;

/** Which rights were used, by person and by role; nothing is changed here. */
export function RightsPage() {
  const words = useWords(rightsWords);
  const { values, set } = useFilters(FILTERS);
  const days = WINDOWS.find((one) => one === values.days) ?? '90';
  const by = values.by === 'roles' ? 'roles' : 'people';
  const use = useAsk('access.getUseOfRights', { days: Number(days) }, { keepPrevious: true });
  return (
    <Page title={words.title} subtitle={words.hint} fill>
      <Group gap={8}>
        <SegmentedControl
          size="xs"
          value={by}
          onChange={(next) => set('by', next)}
          data={[
            { value: 'people', label: words.people },
            { value: 'roles', label: words.roles },
          ]}
        />
        <Select
          w={150}
          aria-label={words.window}
          data={WINDOWS.map((value) => ({ value, label: words.days({ days: value }) }))}
          value={days}
          onChange={(next) => set('days', next)}
          allowDeselect={false}
        />
      </Group>
      <Text size="xs" c="dimmed">
        {words.how}
      </Text>
      {use.data && <Record use={use.data} />}
      {use.isPending && <LoadingState />}
      {use.error && <ErrorState error={use.error} onRetry={() => void use.refetch()} />}
      {use.data && (by === 'roles' ? <RightsByRole use={use.data} /> : <RightsByPerson use={use.data} />)}
    </Page>
  );
}

/** Where the record is younger than the window, that is said before anything is read from it. */
function Record({ use }: { readonly use: OutputOf<'access.getUseOfRights'> }) {
  const words = useWords(rightsWords);
  const { date } = useFormat();
  const { since, from } = use;
  const kinds = [
    { what: words.writes, at: since.writes },
    { what: words.reads, at: since.reads },
  ];
  if (kinds.every(({ at }) => at === null))
    return (
      <Alert color="yellow" p="xs">
        {words.noRecord}
      </Alert>
    );
  const young = kinds.flatMap(({ what, at }) =>
    at !== null && at > from ? [{ what, since: date(at) }] : [],
  );
  if (young.length === 0) return null;
  return (
    <Alert color="yellow" p="xs">
      {young.map((one) => (
        <div key={one.what}>{words.short(one)}</div>
      ))}
    </Alert>
  );
}
