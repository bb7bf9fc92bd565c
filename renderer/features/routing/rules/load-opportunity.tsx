import { useAsk } from '#bridge/ask';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Alert, Button, Group, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Opportunity, Trying } from './use-trying.ts';
import { ruleWords } from './words.ts';

/** Finds an opportunity that is there, whose facts then fill the fields; says which one does. */
export function LoadOpportunity({ trying }: { readonly trying: Trying }) {
  const words = useWords(ruleWords);
  const text = useErrorText();
  const may = useMay('contacts.view');
  const { loaded, changed, loadError, onPutBack } = trying;
  if (!may) return null;
  return (
    <>
      <OpportunitySearch onChoose={trying.onLoad} />
      {loadError && <Alert color="red">{text(loadError)}</Alert>}
      {loaded && (
        <Group gap={8} justify="space-between">
          <Text size="xs">
            {words.tryLoaded} <Link to={`/opportunities/${loaded.id}`}>{nameOf(loaded)}</Link>
          </Text>
          {changed.size > 0 && (
            <Button size="compact-xs" variant="default" onClick={() => onPutBack()}>
              {words.tryPutAllBack({ count: changed.size })}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}

const nameOf = ({ title, cardName, contact }: Opportunity) => title || cardName || contact;

const SHOWN = 20;

function OpportunitySearch({ onChoose }: { readonly onChoose: (id: number) => void }) {
  const words = useWords(ruleWords);
  const { contact, label } = useFormat();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const found = useAsk(
    'contacts.listOpportunities',
    { limit: SHOWN, search },
    { enabled: search !== '', keepPrevious: true },
  );
  const rows = search === '' ? [] : (found.data?.rows ?? []);
  return (
    <Select
      size="xs"
      label={words.tryLoad}
      placeholder={words.tryLoadHint}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={null}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={search === '' || found.isFetching ? null : words.tryLoadNone}
      comboboxProps={{ width: 'max-content', position: 'bottom-end' }}
      data={rows.map((row) => ({
        value: String(row.id),
        label: [row.title || row.cardName, contact(row.contact), label(row.line), row.ownerName ?? '']
          .filter(Boolean)
          .join(' · '),
      }))}
      value={null}
      onChange={(id) => {
        setTyped('');
        if (id !== null) onChoose(Number(id));
      }}
    />
  );
}
