import { useAsk } from '#bridge/ask';
import { answersWords, AsOfBanner, AsOfControl, RecordQuestion, useAsOf } from '#features/access/answers';
import { useMay, useMe } from '#features/access/me';
import {
  type Change,
  ChangePreview,
  GiveRole,
  GiveScope,
  type Policy,
  rightsWords,
  RoleGrants,
  ScopeGrants,
  Why,
} from '#features/access/rights';
import { ViewAsButton } from '#features/access/view-as';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Anchor, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';

/** What one person may do and see: roles, scopes, dates, and why. */
export function PersonRightsPage() {
  const words = useWords(rightsWords);
  const answers = useWords(answersWords);
  const { id = '' } = useParams();
  const { asOf } = useAsOf();
  const mayEdit = useMay('access.edit') && asOf === null;
  const policy = useAsk('access.getPolicy', { asOf }, { keepPrevious: true });
  const person = policy.data?.people.find((one) => one.id === id);
  const me = useMe();
  const mayView = mayEdit && me.userId !== id && person?.status === 'active';
  const back = (
    <Group gap="sm">
      <Anchor component={Link} to="/people" size="sm">
        {words.backToPeople}
      </Anchor>
      <Anchor component={Link} to={`/rights/compare?a=person:${id}`} size="sm">
        {answers.compare}
      </Anchor>
      <Anchor component={Link} to={`/rights/history?personId=${id}`} size="sm">
        {answers.history}
      </Anchor>
    </Group>
  );
  return (
    <Page
      title={person?.name ?? words.rights}
      subtitle={words.personSubtitle}
      above={back}
      actions={
        <>
          <AsOfControl />
          {mayView && person && <ViewAsButton personId={person.id} name={person.name} />}
        </>
      }
    >
      <AsOfBanner />
      {policy.error && <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.isPending && <LoadingState />}
      {policy.data && !person && (
        <EmptyState title={asOf === null ? words.unknownPerson : answers.personWasNotThere} />
      )}
      {policy.data && person && <Rights policy={policy.data} person={person} isReadOnly={!mayEdit} />}
    </Page>
  );
}

type RightsProps = {
  readonly policy: Policy;
  readonly person: Policy['people'][number];
  readonly isReadOnly: boolean;
};

function Rights({ policy, person, isReadOnly }: RightsProps) {
  const { asOf } = useAsOf();
  const [changes, setChanges] = useState<Change[]>([]);
  const close = () => setChanges([]);
  const onChange = (change: Change) => setChanges([change]);
  const mayGive = !isReadOnly && person.status === 'active';
  const grants = { policy, person, isReadOnly, onChange };
  const give = { policy, personId: person.id, onChange };
  return (
    <Stack gap="md">
      {changes.length > 0 && (
        <ChangePreview policy={policy} changes={changes} onDone={close} onCancel={close} />
      )}
      <RoleGrants {...grants} />
      {mayGive && <GiveRole {...give} />}
      <ScopeGrants {...grants} />
      {mayGive && <GiveScope {...give} />}
      <Why policy={policy} personId={person.id} asOf={asOf} onChange={mayGive ? setChanges : null} />
      <RecordQuestion policy={policy} personId={person.id} onChange={mayGive ? setChanges : null} />
    </Stack>
  );
}
