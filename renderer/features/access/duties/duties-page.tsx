import { useAsk } from '#bridge/ask';
import { AsOfBanner, AsOfControl, useAsOf } from '#features/access/answers';
import { useMay } from '#features/access/me';
import {
  type Change,
  ChangePreview,
  permissionName,
  type Policy,
  rightsWords,
  useNames,
} from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Alert, Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { Conflicts } from './conflicts.tsx';
import { type Draft, DutyForm, faultsOf } from './duty-form.tsx';
import { dutiesWords } from './words.ts';

/** What is kept apart, who breaks it already, and how it is changed. */
export function DutiesPage() {
  const words = useWords(dutiesWords);
  const { asOf } = useAsOf();
  const mayEdit = useMay('access.edit') && asOf === null;
  const policy = useAsk('access.getPolicy', { asOf });
  const [change, setChange] = useState<Change | null>(null);
  const fresh = (): Draft => ({
    kind: 'saveDuty',
    id: `duty-${(policy.data?.revision ?? 0) + 1}`,
    label: { zh: '', en: '' },
    duty: 'static',
    of: 'roles',
    members: [],
    atMost: 1,
  });
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      actions={
        <>
          <AsOfControl />
          {mayEdit && (
            <Button disabled={!policy.data || change !== null} onClick={() => setChange(fresh())}>
              {words.add}
            </Button>
          )}
        </>
      }
    >
      <AsOfBanner />
      {!mayEdit && asOf === null && (
        <Alert color="gray" p="xs">
          {words.readOnly}
        </Alert>
      )}
      {policy.error && <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.isPending && <LoadingState />}
      {policy.data && (
        <Stack gap="md">
          {change && mayEdit && <Editing policy={policy.data} change={change} onChange={setChange} />}
          <DutyList policy={policy.data} isReadOnly={!mayEdit} onChange={setChange} />
          <Conflicts policy={policy.data} />
        </Stack>
      )}
    </Page>
  );
}

type EditingProps = {
  readonly policy: Policy;
  readonly change: Change;
  readonly onChange: (change: Change | null) => void;
};

function Editing({ policy, change, onChange }: EditingProps) {
  const close = () => onChange(null);
  const isWhole = change.kind !== 'saveDuty' || !Object.values(faultsOf(change)).includes(true);
  return (
    <>
      {change.kind === 'saveDuty' && (
        <DutyForm key={change.id} policy={policy} draft={change} onChange={onChange} onCancel={close} />
      )}
      {isWhole && <ChangePreview policy={policy} changes={[change]} onDone={close} onCancel={close} />}
    </>
  );
}

type DutyListProps = {
  readonly policy: Policy;
  readonly isReadOnly: boolean;
  readonly onChange: (change: Change) => void;
};

function DutyList({ policy, isReadOnly, onChange }: DutyListProps) {
  const words = useWords(dutiesWords);
  const rights = useWords(rightsWords);
  const { label, number } = useFormat();
  const named = useNames(policy);
  if (policy.duties.length === 0) return <EmptyState title={words.none} hint={words.noneHint} />;
  const actions = ({ id, label: name, kind, of, members, atMost }: Policy['duties'][number]) => (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      <Button
        size="compact-xs"
        variant="default"
        aria-label={words.editNamed({ name: label(name) })}
        onClick={() => onChange({ kind: 'saveDuty', id, label: name, duty: kind, of, members, atMost })}
      >
        {words.edit}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={words.removeNamed({ name: label(name) })}
        onClick={() => onChange({ kind: 'removeDuty', id })}
      >
        {words.remove}
      </Button>
    </Group>
  );
  return (
    <Section title={words.title} flush>
      <PlainTable
        label={words.title}
        header={[
          { name: words.name },
          { name: words.kind },
          { name: words.members },
          { name: words.atMost, align: 'right' },
          { name: '', align: 'right' },
        ]}
        rows={policy.duties.map((duty) => ({
          key: duty.id,
          cells: [
            label(duty.label),
            words.kinds[duty.kind],
            duty.members
              .map((one) => (duty.of === 'roles' ? named.role(one) : permissionName(rights, one)))
              .join(rights.and),
            number(duty.atMost),
            !isReadOnly && actions(duty),
          ],
        }))}
      />
    </Section>
  );
}
