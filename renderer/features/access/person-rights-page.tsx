import { useAsk } from '#bridge/ask';
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
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Anchor, Stack } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useMay } from './me.ts';

/** What one person may do and see: roles, scopes, dates, and why. */
export function PersonRightsPage() {
  const words = useWords(rightsWords);
  const { id = '' } = useParams();
  const mayEdit = useMay('access.edit');
  const policy = useAsk('access.getPolicy', {});
  const person = policy.data?.people.find((one) => one.id === id);
  const back = (
    <Anchor component={Link} to="/people" size="sm">
      {words.backToPeople}
    </Anchor>
  );
  return (
    <Page title={person?.name ?? words.rights} subtitle={words.personSubtitle} above={back}>
      {policy.error && <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.isPending && <LoadingState />}
      {policy.data && !person && <EmptyState title={words.unknownPerson} />}
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
  const [change, setChange] = useState<Change | null>(null);
  const close = () => setChange(null);
  const mayGive = !isReadOnly && person.status === 'active';
  const grants = { policy, person, isReadOnly, onChange: setChange };
  const give = { policy, personId: person.id, onChange: setChange };
  return (
    <Stack gap="md">
      {change && <ChangePreview policy={policy} changes={[change]} onDone={close} onCancel={close} />}
      <RoleGrants {...grants} />
      {mayGive && <GiveRole {...give} />}
      <ScopeGrants {...grants} />
      {mayGive && <GiveScope {...give} />}
      <Why policy={policy} personId={person.id} onChange={mayGive ? setChange : null} />
    </Stack>
  );
}
