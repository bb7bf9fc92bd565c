import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useMay } from '#features/access/me';
import { type Change, ChangePreview, type Policy } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { Anchor, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { AskForm } from './ask-form.tsx';
import { type Asked, pageOfRecord, type Question, readAsked, type RecordKey } from './asked.ts';
import { AsOfBanner, AsOfControl, useAsOf } from './as-of.tsx';
import { RecordWhy } from './record-why.tsx';
import { WhoList } from './who-list.tsx';
import { answersWords } from './words.ts';

const KEYS = ['of', 'person'] as const;

/** Everybody who can see a record, do something or read a column; and for a record why one person can or cannot. */
export function WhoPage() {
  const words = useWords(answersWords);
  const { values, setAll } = useFilters(KEYS);
  const { asOf } = useAsOf();
  const policy = useAsk('access.getPolicy', { asOf }, { keepPrevious: true });
  const asked = readAsked(values.of);
  return (
    <Page title={words.whoTitle} subtitle={words.whoSubtitle} actions={<AsOfControl />}>
      <AsOfBanner />
      <AskForm key={values.of} asked={asked} onAsk={(of) => setAll({ of })} />
      {policy.error && <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.isPending && <LoadingState />}
      {!asked && <EmptyState title={words.choose} hint={words.chooseHint} />}
      {policy.data && asked && <Answer policy={policy.data} asked={asked} />}
    </Page>
  );
}

function Answer({ policy, asked }: { readonly policy: Policy; readonly asked: Asked }) {
  return 'record' in asked ? (
    <OfRecord policy={policy} record={asked.record} />
  ) : (
    <OfQuestion policy={policy} question={asked.question} />
  );
}

function OfQuestion({ policy, question }: { readonly policy: Policy; readonly question: Question }) {
  const words = useWords(answersWords);
  const { asOf } = useAsOf();
  const found = useAsk('access.whoMay', { question, asOf }, { keepPrevious: true });
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <LoadingState />;
  const people = found.data.map(({ paths, ...one }) => ({ ...one, doors: [{ name: words.page, paths }] }));
  return <Found policy={policy} people={people} />;
}

function Found(props: Parameters<typeof WhoList>[0]) {
  const words = useWords(answersWords);
  const { number } = useFormat();
  return (
    <>
      <Text size="lg" fw={600} role="status">
        {words.people({ count: number(props.people.length) })}
      </Text>
      <WhoList {...props} />
    </>
  );
}

function OfRecord({ policy, record }: { readonly policy: Policy; readonly record: RecordKey }) {
  const words = useWords(answersWords);
  const { asOf } = useAsOf();
  const found = useAsk('access.whoSees', { record, asOf }, { keepPrevious: true });
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <LoadingState />;
  const people = found.data.people.map(({ page, rows, ...one }) => ({
    ...one,
    doors: [
      { name: words.page, paths: page },
      { name: words.rows, paths: rows },
    ],
  }));
  return (
    <Stack gap="md">
      <About about={found.data.about} />
      <Why policy={policy} record={record} />
      <Found policy={policy} people={people} />
    </Stack>
  );
}

function About({ about }: { readonly about: OutputOf<'access.whoSees'>['about'] }) {
  const words = useWords(answersWords);
  const { kind, id, name, owners } = about;
  return (
    <Group gap="sm">
      <Text size="sm" fw={600}>
        {words.record({ kind: words.abouts[kind], id, name })}
      </Text>
      <Text size="sm" c="dimmed">
        {!about.wasThere
          ? words.wasNotThere
          : owners.length === 0
            ? words.ownedByNobody
            : words.owners({ names: owners.map((owner) => owner.name).join(', ') })}
      </Text>
      <Anchor component={Link} to={pageOfRecord(about)} size="sm">
        {words.openRecord}
      </Anchor>
    </Group>
  );
}

/** One person and the record; what would let them see it is previewed here, before it is saved. */
function Why({ policy, record }: { readonly policy: Policy; readonly record: RecordKey }) {
  const words = useWords(answersWords);
  const { values, set } = useFilters(KEYS);
  const { asOf } = useAsOf();
  const mayEdit = useMay('access.edit');
  const [changes, setChanges] = useState<Change[]>([]);
  const close = () => setChanges([]);
  return (
    <Section title={words.whyTitle}>
      <Stack gap="sm">
        <Select
          aria-label={words.who}
          placeholder={words.who}
          searchable
          clearable
          clearButtonProps={{ 'aria-hidden': true }}
          limit={50}
          maw={300}
          data={policy.people.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.person ?? null}
          onChange={(value) => {
            close();
            set('person', value);
          }}
        />
        {values.person && (
          <RecordWhy
            policy={policy}
            personId={values.person}
            record={record}
            onChange={mayEdit && asOf === null ? setChanges : null}
          />
        )}
        {changes.length > 0 && (
          <ChangePreview policy={policy} changes={changes} onDone={close} onCancel={close} />
        )}
      </Stack>
    </Section>
  );
}
