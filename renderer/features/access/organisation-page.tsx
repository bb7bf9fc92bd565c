import { useAsk } from '#bridge/ask';
import { Organisation, organisationWords } from '#features/access/organisation';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useMay } from '#features/access/me';

/** The organisation, edited in place. */
export function OrganisationPage() {
  const words = useWords(organisationWords);
  const mayEdit = useMay('access.edit');
  const policy = useAsk('access.getPolicy', {});
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      actions={
        mayEdit && (
          <Button component={Link} to="/organisation/import" variant="default">
            {words.importRoster}
          </Button>
        )
      }
    >
      {policy.error && <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.isPending && <LoadingState />}
      {policy.data && <Organisation saved={policy.data} isReadOnly={!mayEdit} />}
    </Page>
  );
}
