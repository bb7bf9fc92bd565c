import { useAsk } from '#bridge/ask';
import { ALL_HIDDEN } from '#domain/access';
import { AsOfBanner, AsOfControl, useAsOf } from '#features/access/answers';
import { matrixWords } from '#features/access/matrix';
import { useMay } from '#features/access/me';
import { type Policy, RightsHistory, rightsWords, type RoleDraft, RoleEditor } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Button, Grid, NavLink, Stack } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';

/** Every role, the chosen one as pages × actions, and what was changed. */
export function RolesPage() {
  const words = useWords(rightsWords);
  const matrix = useWords(matrixWords);
  const { asOf } = useAsOf();
  const mayEdit = useMay('access.edit') && asOf === null;
  const policy = useAsk('access.getPolicy', { asOf });
  const [chosen, setChosen] = useState<string | null>(null);
  const [fresh, setFresh] = useState<RoleDraft | null>(null);
  const newId = `role-${(policy.data?.revision ?? 0) + 1}`;
  const begin = (draft: Omit<RoleDraft, 'id'>) => setFresh({ ...draft, id: newId });
  const add = mayEdit && (
    <Button
      disabled={!policy.data || fresh !== null}
      onClick={() =>
        begin({ label: { zh: words.newRole, en: '' }, parents: [], permissions: [], columns: ALL_HIDDEN })
      }
    >
      {words.newRole}
    </Button>
  );
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      actions={
        <>
          <AsOfControl />
          <Button variant="default" component={Link} to="/roles/matrix">
            {matrix.link}
          </Button>
          {add}
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
        <Roles
          policy={policy.data}
          chosen={chosen}
          fresh={fresh}
          isReadOnly={!mayEdit}
          onChoose={(id) => {
            setFresh(null);
            setChosen(id);
          }}
          onCopy={begin}
        />
      )}
    </Page>
  );
}

type RolesProps = {
  readonly policy: Policy;
  readonly chosen: string | null;
  readonly fresh: RoleDraft | null;
  readonly isReadOnly: boolean;
  readonly onChoose: (id: string | null) => void;
  readonly onCopy: (draft: Omit<RoleDraft, 'id'>) => void;
};

function Roles({ policy, chosen, fresh, isReadOnly, onChoose, onCopy }: RolesProps) {
  const words = useWords(rightsWords);
  const { label, number } = useFormat();
  const { asOf } = useAsOf();
  const shown = fresh ?? policy.roles.find((role) => role.id === chosen) ?? policy.roles[0];
  const holders = (id: string) =>
    policy.people.filter((one) => one.status === 'active' && one.roles.some((grant) => grant.roleId === id));
  return (
    <Grid>
      <Grid.Col span={{ base: 12, sm: 3 }}>
        <nav aria-label={words.roles}>
          {policy.roles.map((role) => (
            <NavLink
              key={role.id}
              component="button"
              type="button"
              active={role.id === shown?.id}
              label={label(role.label)}
              description={words.holders({ count: number(holders(role.id).length) })}
              onClick={() => onChoose(role.id)}
            />
          ))}
        </nav>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 9 }}>
        <Stack gap="md">
          {shown && (
            <RoleEditor
              key={`${shown.id} ${policy.revision} ${asOf ?? ''}`}
              policy={policy}
              start={shown}
              isNew={fresh !== null}
              isReadOnly={isReadOnly}
              onCopy={() => {
                const { label: name, parents, permissions, columns } = shown;
                const copied = { zh: words.copyOf({ name: name.zh }), en: name.en };
                onCopy({ label: copied, parents, permissions, columns });
              }}
              onClose={() => onChoose(fresh ? fresh.id : chosen)}
            />
          )}
          <RightsHistory policy={policy} isReadOnly={isReadOnly} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
