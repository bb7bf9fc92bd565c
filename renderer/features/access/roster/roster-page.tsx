import { useAsk } from '#bridge/ask';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Anchor, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { ExportRoster } from './export-roster.tsx';
import { FilePick } from './file-pick.tsx';
import { Faults, Reading } from './reading.tsx';
import { rosterWords } from './words.ts';

type Files = { readonly units: string | null; readonly people: string | null };
const NONE: Files = { units: null, people: null };

/** A roster from the HR system: chosen, checked row by row, previewed, taken at once or for its days. */
export function RosterPage() {
  const words = useWords(rosterWords);
  const text = useErrorText();
  const [files, setFiles] = useState(NONE);
  const isChosen = files.units !== null || files.people !== null;
  const policy = useAsk('access.getPolicy', {});
  const roster = useAsk('access.readRoster', files, { enabled: isChosen, keepPrevious: true });
  const reading = isChosen && !roster.error ? roster.data : undefined;
  const back = (
    <Anchor component={Link} to="/organisation" size="sm">
      {words.back}
    </Anchor>
  );
  return (
    <Page title={words.title} subtitle={words.subtitle} above={back} actions={<ExportRoster />}>
      <Stack gap="md">
        <Section title={words.chooseFile}>
          <Group gap="xl" align="start">
            <FilePick
              title={words.unitsFile}
              hint={words.unitsHint}
              onFile={(units) => setFiles({ ...files, units })}
            />
            <FilePick
              title={words.peopleFile}
              hint={words.peopleHint}
              onFile={(people) => setFiles({ ...files, people })}
            />
          </Group>
        </Section>
        {policy.error && <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />}
        {roster.error && (
          <Alert color="red" role="alert">
            {text(roster.error)}
          </Alert>
        )}
        {isChosen && roster.isPending && <LoadingState />}
        {reading && reading.faults.length > 0 && <Faults faults={reading.faults} />}
        {policy.data && reading?.faults.length === 0 && (
          <Reading
            roster={reading}
            policy={policy.data}
            onChanged={() => void roster.refetch()}
            onCancel={() => setFiles(NONE)}
          />
        )}
      </Stack>
    </Page>
  );
}
