import { useAsk, useTell } from '#bridge/ask';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { draftOf, type PolicyDraft, type PolicyVersion } from './policy-draft.ts';
import { PolicyEditor } from './policy-editor.tsx';
import { PolicyText } from './policy-text.tsx';
import { PolicyVersions } from './policy-versions.tsx';
import { policyWords } from './words.ts';

/** The attribution policy: what is in force in plain words, the draft, and every version. */
export function PolicyPage() {
  const words = useWords(policyWords);
  const policies = useAsk('attribution.listPolicies', {});
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      above={<Link to="/attribution">{words.backToReport}</Link>}
    >
      {policies.error && <ErrorState error={policies.error} onRetry={() => void policies.refetch()} />}
      {policies.isPending && <LoadingState />}
      {policies.data && <Policy policies={policies.data} />}
    </Page>
  );
}

function Policy({ policies }: { readonly policies: readonly PolicyVersion[] }) {
  const words = useWords(policyWords);
  const text = useErrorText();
  const mayEdit = useMay('attribution.edit');
  const open = useTell('attribution.openDraft');
  const [edited, setEdited] = useState<PolicyDraft | null>(null);
  const published = policies
    .filter(({ status }) => status === 'published')
    .toSorted((a, b) => b.number - a.number);
  const inForce = published[0];
  const draft = policies.find(({ status }) => status === 'draft');
  const restore = (version: PolicyVersion) => {
    if (draft) setEdited(draftOf(version));
    else open.mutate({}, { onSuccess: () => setEdited(draftOf(version)) });
  };
  const edit = mayEdit && !draft && (
    <Button loading={open.isPending} onClick={() => open.mutate({})}>
      {inForce ? words.edit : words.begin}
    </Button>
  );
  return (
    <>
      {!mayEdit && (
        <Alert color="gray" p="xs">
          {words.readOnly}
        </Alert>
      )}
      {open.error && <Alert color="red">{text(open.error)}</Alert>}
      {mayEdit && draft && (
        <PolicyEditor key={draft.id} saved={draft} inForce={inForce} edited={edited} onEdit={setEdited} />
      )}
      {inForce ? (
        <Section title={words.inForce} hint={words.inForceVersion({ number: inForce.number })} actions={edit}>
          <PolicyText policy={inForce} />
        </Section>
      ) : (
        !draft && (
          <EmptyState title={words.nothingPublished} hint={words.nothingPublishedHint} action={edit} />
        )
      )}
      {published.length > 0 && (
        <PolicyVersions versions={published} inForce={inForce} onRestore={mayEdit ? restore : undefined} />
      )}
    </>
  );
}
