import { useAsk, useTell } from '#bridge/ask';
import { useMay } from '#features/access';
import type { Fact } from '#features/routing/phrase';
import { ReviewBar } from '#features/routing/release';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { Alert, Button } from '@mantine/core';
import { useNavigate, useParams } from 'react-router';
import { BackToList } from './back-to-list.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { type Loaded, useRules } from './use-rules.ts';
import type { GroupRow } from './use-table.ts';
import { ruleWords } from './words.ts';

/** One version of a rule set: a draft to edit, or a published version to read. */
export function RuleEditorPage() {
  const { versionId = '' } = useParams();
  const words = useWords(ruleWords);
  const facts = useAsk('routing.listFacts', {});
  const groups = useAsk('routing.listGroups', {});
  // The other rules are read once the first ones are shown, for which the rest must be there.
  const rules = useRules(versionId, facts.data !== undefined && groups.data !== undefined);
  const error = rules.error ?? facts.error ?? groups.error;
  if (rules.data && facts.data && groups.data)
    return <Version key={versionId} loaded={rules.data} facts={facts.data} groups={groups.data} />;
  return (
    <Page title={words.title} above={<BackToList />}>
      {error ? (
        <ErrorState
          error={error}
          onRetry={() => void Promise.all([rules.refetch(), facts.refetch(), groups.refetch()])}
        />
      ) : (
        <LoadingState />
      )}
    </Page>
  );
}

type VersionProps = {
  readonly loaded: Loaded;
  readonly facts: readonly Fact[];
  readonly groups: readonly GroupRow[];
};

function Version(props: VersionProps) {
  const words = useWords(ruleWords);
  const { label } = useFormat();
  const mayEdit = useMay('routing.edit');
  const sets = useAsk('routing.listRuleSets', {});
  const { version } = props.loaded;
  const set = sets.data?.find(({ versions }) => versions.some(({ id }) => id === version.id));
  const isDraft = version.status === 'draft';
  const isPublished = version.status === 'published';
  const title = `${set ? label(set.label) : words.title} · ${isPublished ? words.versionNumber({ number: version.number }) : words.draft}`;
  const notice = isPublished ? words.readOnlyPublished : words.readOnlyRight;
  return (
    <RuleEditor
      {...props}
      title={title}
      isReadOnly={!isDraft || !mayEdit}
      notice={
        <>
          <ReviewBar version={version} rules={props.loaded.rules} />
          {(isPublished || (isDraft && !mayEdit)) && (
            <Alert p="xs" variant="light" color="gray">
              {notice} {isPublished && mayEdit && set && <OpenDraft ruleSetId={set.id} />}
            </Alert>
          )}
        </>
      }
    />
  );
}

function OpenDraft(props: { readonly ruleSetId: string }) {
  const words = useWords(ruleWords);
  const navigate = useNavigate();
  const open = useTell('routing.openDraft');
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={open.isPending}
      onClick={() =>
        open.mutate(
          { ruleSetId: props.ruleSetId },
          { onSuccess: ({ versionId }) => void navigate(`/routing/rules/${encodeURIComponent(versionId)}`) },
        )
      }
    >
      {words.edit}
    </Button>
  );
}
