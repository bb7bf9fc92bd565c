import { useAsk, useTell } from '#bridge/ask';
import { isUnderWay, useJob } from '#bridge/job';
import { SweepResult } from '#contract/pool';
import { PoolPolicy } from '#domain/pool';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { DraftActions } from '#ui/draft-actions';
import { Page, Section } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Alert, Button, Group, Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { PolicyForm } from './policy-form.tsx';
import { placeKey, placeOf, type PolicyDraft, STARTING_POLICY, type StoredPolicy } from './policy-draft.ts';
import { poolWords } from './words.ts';

/** Every pool policy, one below the other, and the way to a new one. */
export function PoliciesPage() {
  const words = useWords(poolWords);
  const mayEdit = useMay('pool.edit');
  const policies = useAsk('pool.listPolicies', {});
  const [fresh, setFresh] = useState<PolicyDraft | null>(null);
  const all = policies.data ?? [];
  return (
    <Page title={words.policies} subtitle={words.policiesHint} actions={mayEdit && <SweepButton />}>
      {!mayEdit && (
        <Alert color="gray" p="xs">
          {words.readOnly}
        </Alert>
      )}
      {mayEdit && policies.data && (
        <NewPlace
          taken={all.map(placeKey)}
          onChoose={(key) => setFresh({ ...placeOf(key), isOn: true, revision: 0, policy: STARTING_POLICY })}
        />
      )}
      {policies.error && <ErrorState error={policies.error} onRetry={() => void policies.refetch()} />}
      {policies.isPending && <LoadingState />}
      {policies.data && all.length === 0 && !fresh && (
        <EmptyState title={words.noPolicies} hint={words.noPoliciesHint} />
      )}
      {fresh && (
        <PolicyCard
          key={`new ${placeKey(fresh)}`}
          stored={fresh}
          isNew
          isReadOnly={false}
          onClose={() => setFresh(null)}
        />
      )}
      {all.map((stored) => (
        <PolicyCard key={stored.id} stored={stored} isNew={false} isReadOnly={!mayEdit} onClose={() => {}} />
      ))}
    </Page>
  );
}

/** Names of places, and those that a policy may be for. */
function usePlaces() {
  const words = useWords(poolWords);
  const { label } = useFormat();
  const mayRouting = useMay('routing.view');
  const groups = useAsk('routing.listGroups', {}, { enabled: mayRouting });
  const lines = useAsk('contacts.listLines', {});
  const names = new Map<string, string>([['company', words.wholeCompany]]);
  for (const line of lines.data ?? []) names.set(`line:${line.id}`, label(line.label));
  for (const group of groups.data ?? []) names.set(`group:${group.id}`, label(group.label));
  return names;
}

type NewPlaceProps = { readonly taken: readonly string[]; readonly onChoose: (key: string) => void };

function NewPlace({ taken, onChoose }: NewPlaceProps) {
  const words = useWords(poolWords);
  const places = usePlaces();
  const free = [...places].filter(([key]) => !taken.includes(key));
  const under = (kind: string) =>
    free.flatMap(([value, text]) => (value.startsWith(kind) ? [{ value, label: text }] : []));
  return (
    <Select
      w={320}
      aria-label={words.newPolicy}
      placeholder={`${words.newPolicy} · ${words.choosePlace}`}
      searchable
      data={[
        { group: words.wholeCompany, items: under('company') },
        { group: words.line, items: under('line:') },
        { group: words.group, items: under('group:') },
      ]}
      value={null}
      onChange={(key) => key !== null && onChoose(key)}
    />
  );
}

type PolicyCardProps = {
  readonly stored: PolicyDraft | StoredPolicy;
  readonly isNew: boolean;
  readonly isReadOnly: boolean;
  readonly onClose: () => void;
};

function PolicyCard({ stored, isNew, isReadOnly, onClose }: PolicyCardProps) {
  const words = useWords(poolWords);
  const text = useErrorText();
  const places = usePlaces();
  const [draft, setDraft] = useState<PolicyDraft | null>(isNew ? stored : null);
  const save = useTell('pool.savePolicy');
  const shown = draft ?? stored;
  const { groupId, lineId, isOn, revision, policy } = shown;
  const leave = () => {
    setDraft(null);
    save.reset();
    onClose();
  };
  const act = () =>
    save.mutate(
      { groupId, lineId, isOn, revision, policy },
      {
        onSuccess: () => {
          notifications.show({ message: words.saved });
          leave();
        },
      },
    );
  // An extension without an outcome, a stage or a whole condition cannot be saved yet.
  const isReady = PoolPolicy.safeParse(policy).success;
  const place = places.get(placeKey(shown)) ?? placeKey(shown);
  return (
    <Section
      title={place}
      hint={isOn ? words.isOn : words.isOff}
      actions={
        draft && (
          <DraftActions
            words={words}
            isSaving={save.isPending}
            isReady={isReady}
            onReset={leave}
            onSave={act}
          />
        )
      }
    >
      {save.error && (
        <Alert color="red" mb="sm">
          {text(save.error)}
        </Alert>
      )}
      <PolicyForm draft={shown} isReadOnly={isReadOnly} onChange={setDraft} />
    </Section>
  );
}

/** Has the clocks looked at now, and says what came of it. */
function SweepButton() {
  const words = useWords(poolWords);
  const text = useErrorText();
  const { number } = useFormat();
  const [jobId, setJobId] = useState<string | null>(null);
  const sweep = useTell('pool.runSweep');
  const job = useJob(jobId);
  const isRunning = sweep.isPending || (job.data !== undefined && isUnderWay(job.data));
  const result = SweepResult.safeParse(job.data?.result);
  return (
    <Group gap="sm">
      {sweep.error && (
        <Text size="sm" c="red" role="alert">
          {text(sweep.error)}
        </Text>
      )}
      {result.success && (
        <Text size="sm" role="status">
          {words.sweepDone({
            reminded: number(result.data.reminded),
            returned: number(result.data.returned),
            reassigned: number(result.data.reassigned),
          })}
        </Text>
      )}
      <Button
        variant="default"
        title={words.sweepHint}
        loading={isRunning}
        onClick={() => sweep.mutate({}, { onSuccess: (started) => setJobId(started.jobId) })}
      >
        {words.sweep}
      </Button>
    </Group>
  );
}
