import { useAsk, useTell } from '#bridge/ask';
import { useMay } from '#features/access';
import { ApprovalInbox } from '#features/routing/release';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { RuleSetForm } from './rule-set-form.tsx';
import { pathOf, RuleSetSection } from './rule-set-section.tsx';
import { ruleWords } from './words.ts';

/** What waits for the asker's approval, and the rule sets, each with its draft and its versions. */
export function RuleSetsPage() {
  const words = useWords(ruleWords);
  const mayEdit = useMay('routing.edit');
  const sets = useAsk('routing.listRuleSets', {});
  const [isMaking, setMaking] = useState(false);
  const make = mayEdit && (
    <Button variant={sets.data?.length === 0 ? 'filled' : 'default'} onClick={() => setMaking(true)}>
      {words.newRuleSet}
    </Button>
  );
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={make}>
      {sets.error && !sets.data && <ErrorState error={sets.error} onRetry={() => void sets.refetch()} />}
      {sets.isPending && <LoadingState />}
      {sets.data?.length === 0 && (
        <EmptyState title={words.noRuleSets} hint={words.noRuleSetsHint} action={make} />
      )}
      {sets.data && <ApprovalInbox sets={sets.data} />}
      {sets.data?.map((set) => (
        <RuleSetSection key={set.id} set={set} />
      ))}
      {isMaking && <NewRuleSet onClose={() => setMaking(false)} />}
    </Page>
  );
}

const NEW = { label: { zh: '', en: '' }, lineId: null, approvalShare: null };

function NewRuleSet({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(ruleWords);
  const navigate = useNavigate();
  const create = useTell('routing.createRuleSet');
  return (
    <RuleSetForm
      title={words.newRuleSetTitle}
      confirm={words.create}
      settings={NEW}
      isPending={create.isPending}
      error={create.error}
      onClose={onClose}
      onConfirm={(settings) =>
        create.mutate(settings, { onSuccess: ({ versionId }) => void navigate(pathOf(versionId)) })
      }
    />
  );
}
