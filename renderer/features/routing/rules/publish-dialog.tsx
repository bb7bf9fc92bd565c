import { diffRules } from '#domain/routing';
import { useAsk, useTell } from '#bridge/ask';
import { isDirty } from '#features/routing/grid';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { LoadingState } from '#ui/states';
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { DiffList } from './diff-list.tsx';
import type { Draft } from './use-draft.ts';
import type { useTable } from './use-table.ts';
import { ruleWords } from './words.ts';

type PublishDialogProps = {
  readonly versionId: string;
  readonly draft: Draft;
  readonly table: ReturnType<typeof useTable>;
  readonly onClose: () => void;
  readonly onPublished: (number: number) => void;
};

/** Publishing: what changes against the version in force, what still stands in the way, and a note. */
export function PublishDialog({ versionId, draft, table, onClose, onPublished }: PublishDialogProps) {
  const words = useWords(ruleWords);
  const text = useErrorText();
  const [note, setNote] = useState('');
  const publish = useTell('routing.publishDraft');
  const problems = table.problems.list.length;
  const act = async () => {
    const revision = isDirty(draft.state) ? await draft.save() : draft.revision;
    if (revision === null) return;
    publish.mutate(
      { versionId, revision, note },
      {
        onSuccess: ({ number }) => {
          onPublished(number);
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={words.publishTitle} size="lg">
      <Stack gap="sm">
        <Comparison versionId={versionId} draft={draft} table={table} />
        <Textarea
          label={words.publishNote}
          description={words.publishNoteHint}
          maxLength={500}
          autosize
          minRows={2}
          value={note}
          data-autofocus
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {isDirty(draft.state) && (
          <Text size="sm" c="dimmed">
            {words.publishUnsaved}
          </Text>
        )}
        {problems > 0 && <Alert color="yellow">{words.publishProblems({ count: problems })}</Alert>}
        {(publish.error ?? draft.error) && <Alert color="red">{text(publish.error ?? draft.error)}</Alert>}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {words.keepEditing}
          </Button>
          <Button
            disabled={problems > 0}
            loading={publish.isPending || draft.isSaving}
            onClick={() => void act()}
          >
            {words.publishNow}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Comparison({ versionId, draft, table }: Pick<PublishDialogProps, 'versionId' | 'draft' | 'table'>) {
  const words = useWords(ruleWords);
  const sets = useAsk('routing.listRuleSets', {});
  const set = sets.data?.find(({ draftVersionId }) => draftVersionId === versionId);
  const inForce = set?.publishedVersionId ?? null;
  const before = useAsk('routing.listRules', { versionId: inForce ?? '' }, { enabled: inForce !== null });
  const { rules } = draft.state;
  const diff = useMemo(() => before.data && diffRules(before.data.rules, rules), [before.data, rules]);
  if (!sets.data || (inForce !== null && !diff)) return <LoadingState />;
  if (!diff || !before.data) return <Text size="sm">{words.firstVersion}</Text>;
  return (
    <div>
      <Text size="sm" c="dimmed" mb={6}>
        {words.comparedTo({ number: before.data.version.number })}
      </Text>
      <DiffList diff={diff} phraser={table.phraser} />
    </div>
  );
}
