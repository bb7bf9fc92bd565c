import { useAsk, useTell } from '#bridge/ask';
import type { Job } from '#bridge/job';
import type { OutputOf } from '#contract/contract';
import { TaggingResult } from '#contract/tagging';
import type { Attribute } from '#domain/tagging';
import { useMay } from '#features/access';
import { JobCard } from '#features/jobs';
import type { Fact } from '#features/routing/phrase';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Alert, Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { RuleCard } from './rule-card.tsx';
import { draftOf, newDraft, type RuleDraft, ruleOf } from './rule-draft.ts';
import { taggingWords } from './words.ts';

type Listed = OutputOf<'tagging.listRules'>;

/** The tag rules in their order: read, edited, tried on what is there, and run. */
export function RulesPage() {
  const words = useWords(taggingWords);
  const rules = useAsk('tagging.listRules', {});
  const attributes = useAsk('tagging.listAttributes', {});
  const facts = useAsk('tagging.listFacts', {});
  const error = rules.error ?? attributes.error ?? facts.error;
  if (rules.data && attributes.data && facts.data)
    return <RuleList listed={rules.data} attributes={attributes.data} facts={facts.data} />;
  return (
    <Page title={words.rules}>
      {error ? <ErrorState error={error} onRetry={() => void rules.refetch()} /> : <LoadingState />}
    </Page>
  );
}

type RuleListProps = {
  readonly listed: Listed;
  readonly attributes: readonly Attribute[];
  readonly facts: readonly Fact[];
};

function RuleList({ listed, attributes, facts }: RuleListProps) {
  const words = useWords(taggingWords);
  const text = useErrorText();
  const mayEdit = useMay('tagging.edit');
  // The revision that the editing began with goes along, so that another's saving is noticed.
  const [edit, setEdit] = useState<{ revision: number; drafts: readonly RuleDraft[] } | null>(null);
  const [isTried, setTried] = useState(false);
  const [started, setStarted] = useState<{ jobId: string; isDry: boolean } | null>(null);
  const [result, setResult] = useState<TaggingOutcome | null>(null);
  const save = useTell('tagging.saveRules');
  const dryRun = useTell('tagging.dryRun');
  const run = useTell('tagging.run');
  const drafts = edit?.drafts ?? listed.rules.map(draftOf);
  const put = (next: readonly RuleDraft[]) =>
    setEdit({ revision: edit?.revision ?? listed.revision, drafts: next });
  const whole = drafts.flatMap((draft) => ruleOf(draft, attributes, facts) ?? []);
  const isWhole = whole.length === drafts.length;
  const follow = (isDry: boolean) => ({
    onSuccess: ({ jobId }: { jobId: string }) => setStarted({ jobId, isDry }),
  });
  const guarded = (act: () => void) => () => {
    setTried(true);
    if (isWhole) act();
  };
  const error = save.error ?? dryRun.error ?? run.error;
  const reset = () => {
    setEdit(null);
    setTried(false);
    save.reset();
  };
  const saveAll = guarded(() =>
    save.mutate(
      { revision: edit?.revision ?? listed.revision, rules: whole },
      {
        onSuccess: () => {
          notifications.show({ message: words.saved });
          reset();
        },
      },
    ),
  );
  return (
    <Page
      title={words.rules}
      subtitle={words.rulesHint}
      actions={
        mayEdit && (
          <>
            <Button
              variant="default"
              title={words.dryRunHint}
              loading={dryRun.isPending}
              onClick={guarded(() => dryRun.mutate({ rules: whole }, follow(true)))}
            >
              {words.dryRun}
            </Button>
            <Button
              variant="default"
              title={words.runHint}
              disabled={edit !== null}
              loading={run.isPending}
              onClick={() => run.mutate({}, follow(false))}
            >
              {words.run}
            </Button>
            <Button variant="default" disabled={!edit} onClick={reset}>
              {words.reset}
            </Button>
            <Button disabled={!edit} loading={save.isPending} onClick={saveAll}>
              {words.save}
            </Button>
          </>
        )
      }
    >
      {!mayEdit && (
        <Alert color="gray" p="xs">
          {words.readOnly}
        </Alert>
      )}
      {error && <Alert color="red">{text(error)}</Alert>}
      {isTried && !isWhole && <Alert color="yellow">{words.notWhole}</Alert>}
      <Stand listed={listed} isEdited={edit !== null} />
      {started && (
        <JobCard
          key={started.jobId}
          jobId={started.jobId}
          onEnd={(job) => setResult(outcomeOf(job, started.isDry))}
        />
      )}
      {result && <Outcome result={result} />}
      {drafts.length === 0 && <EmptyState title={words.noRules} hint={words.noRulesHint} />}
      <Stack gap="sm">
        {drafts.map((draft, index) => (
          <RuleCard
            key={draft.id}
            draft={draft}
            attributes={attributes}
            facts={facts}
            counts={result?.byRule[draft.id]}
            isReadOnly={!mayEdit}
            isWrong={isTried}
            onChange={(next) => put(drafts.with(index, next))}
            moves={{
              up: index === 0 ? null : () => put(swapped(drafts, index - 1)),
              down: index === drafts.length - 1 ? null : () => put(swapped(drafts, index)),
              clone: () => put(drafts.toSpliced(index + 1, 0, copyOf(draft, words.copyOf(draft)))),
              remove: () => put(drafts.toSpliced(index, 1)),
            }}
          />
        ))}
      </Stack>
      {mayEdit && (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => put([...drafts, newDraft(attributes)])}
        >
          {words.addRule}
        </Button>
      )}
    </Page>
  );
}

const copyOf = (draft: RuleDraft, name: string): RuleDraft => ({
  ...structuredClone(draft),
  id: crypto.randomUUID(),
  name,
});

/** The list with a draft and the next one in each other's place. */
function swapped(drafts: readonly RuleDraft[], index: number): readonly RuleDraft[] {
  return drafts.toSpliced(index, 2, ...drafts.slice(index, index + 2).toReversed());
}

type TaggingOutcome = ReturnType<typeof TaggingResult.parse> & { readonly isDry: boolean };

function outcomeOf(job: Job, isDry: boolean): TaggingOutcome | null {
  const parsed = TaggingResult.safeParse(job.result);
  return parsed.success ? { ...parsed.data, isDry } : null;
}

function Outcome({ result }: { readonly result: TaggingOutcome }) {
  const words = useWords(taggingWords);
  const { number } = useFormat();
  const counts = { looked: number(result.looked), changed: number(result.changed) };
  return (
    <Alert color="blue" role="status">
      {result.isDry ? words.outcome.dry(counts) : words.outcome.real(counts)}
    </Alert>
  );
}

function Stand({ listed, isEdited }: { readonly listed: Listed; readonly isEdited: boolean }) {
  const words = useWords(taggingWords);
  const { number, dateTime } = useFormat();
  const { revision, savedAt, savedByName } = listed;
  return (
    <Text size="xs" c="dimmed" role="status">
      {isEdited
        ? words.unsaved
        : savedAt !== null &&
          words.savedAs({
            revision: number(revision),
            at: dateTime(savedAt),
            by: savedByName ?? words.someone,
          })}
    </Text>
  );
}
