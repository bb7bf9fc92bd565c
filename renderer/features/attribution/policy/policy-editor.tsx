import { useTell } from '#bridge/ask';
import { BridgeError } from '#bridge/bridge-error';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { Section } from '#ui/page';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Layer1Form } from './layer1-form.tsx';
import { Layer2Table } from './layer2-table.tsx';
import { PolicyChanges } from './policy-changes.tsx';
import {
  draftOf,
  faultsOf,
  isSamePolicy,
  layersOf,
  type PolicyDraft,
  type PolicyVersion,
} from './policy-draft.ts';
import { PublishPolicy } from './publish-policy.tsx';
import { policyWords } from './words.ts';

type PolicyEditorProps = {
  readonly saved: PolicyVersion;
  readonly inForce: PolicyVersion | undefined;
  /** Edits not saved yet; null where there are none. */
  readonly edited: PolicyDraft | null;
  readonly onEdit: (draft: PolicyDraft | null) => void;
};

/** The draft of the policy: both layers, saving, publishing and discarding. */
export function PolicyEditor({ saved, inForce, edited, onEdit }: PolicyEditorProps) {
  const words = useWords(policyWords);
  const text = useErrorText();
  const [isPublishing, setPublishing] = useState(false);
  const [revision, setRevision] = useState(saved.revision);
  const save = useTell('attribution.saveDraft');
  const shown = edited ?? draftOf(saved);
  const faults = faultsOf(shown);
  const isWrong = faults.isLayer1 || faults.ruleIds.length > 0;
  const isDirty = edited !== null && !isSamePolicy(layersOf(edited), saved);
  const isRefused = save.error?.code === 'attribution.draftChanged';
  // With nothing unsaved here, what somebody else saved is simply what there is to edit.
  if (!isDirty && !save.isPending && revision !== saved.revision) setRevision(saved.revision);
  const isOvertaken = isRefused || (isDirty && !save.isPending && revision !== saved.revision);
  const keep = async (over = revision): Promise<number | null> => {
    if (!isDirty) return revision;
    try {
      const version = await save.mutateAsync({ versionId: saved.id, revision: over, ...layersOf(shown) });
      setRevision(version.revision);
      onEdit(null);
      return version.revision;
    } catch (error) {
      if (error instanceof BridgeError) return null;
      throw error;
    }
  };
  const saveNow = async (over?: number) => {
    if ((await keep(over)) !== null) notifications.show({ message: words.saved });
  };
  return (
    <Section
      title={words.draft}
      hint={isDirty && words.unsaved}
      actions={
        <EditorActions
          versionId={saved.id}
          isOff={isWrong || isOvertaken}
          isDirty={isDirty}
          isSaving={save.isPending}
          onSave={() => void saveNow()}
          onPublish={() => setPublishing(true)}
          onDiscarded={() => onEdit(null)}
        />
      }
    >
      <Stack gap="lg">
        {isOvertaken && (
          <Alert color="yellow" title={words.conflictTitle} role="alert">
            <Text size="sm">{words.conflictText}</Text>
            <PolicyChanges before={layersOf(shown)} after={saved} />
            <Group gap={8} mt={8}>
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  onEdit(null);
                  setRevision(saved.revision);
                  save.reset();
                }}
              >
                {words.reload}
              </Button>
              <Button size="xs" onClick={() => void saveNow(saved.revision)}>
                {words.overwrite}
              </Button>
            </Group>
          </Alert>
        )}
        {save.error && !isRefused && <Alert color="red">{text(save.error)}</Alert>}
        {isWrong && <Alert color="yellow">{words.wrong}</Alert>}
        <div>
          <Text fw={600} mb={8}>
            {words.layer1}
          </Text>
          <Layer1Form layer1={shown.layer1} onChange={(layer1) => onEdit({ ...shown, layer1 })} />
        </div>
        <div>
          <Text fw={600} mb={4}>
            {words.layer2}
          </Text>
          <Layer2Table layer2={shown.layer2} onChange={(layer2) => onEdit({ ...shown, layer2 })} />
        </div>
      </Stack>
      {isPublishing && (
        <PublishPolicy
          inForce={inForce}
          after={layersOf(shown)}
          versionId={saved.id}
          onSave={keep}
          onClose={() => setPublishing(false)}
          onPublished={() => {
            setPublishing(false);
            onEdit(null);
          }}
        />
      )}
    </Section>
  );
}

type EditorActionsProps = {
  readonly versionId: string;
  readonly isOff: boolean;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly onSave: () => void;
  readonly onPublish: () => void;
  readonly onDiscarded: () => void;
};

function EditorActions(props: EditorActionsProps) {
  const words = useWords(policyWords);
  const mayPublish = useMay('attribution.publish');
  const discard = useTell('attribution.discardDraft');
  return (
    <>
      <ConfirmButton
        variant="default"
        question={words.discardQuestion}
        confirmLabel={words.discard}
        loading={discard.isPending}
        onConfirm={() => discard.mutate({ versionId: props.versionId }, { onSuccess: props.onDiscarded })}
      >
        {words.discard}
      </ConfirmButton>
      <Button
        variant={mayPublish ? 'default' : 'filled'}
        disabled={props.isOff || !props.isDirty}
        loading={props.isSaving}
        onClick={props.onSave}
      >
        {words.save}
      </Button>
      {mayPublish && (
        <Button disabled={props.isOff} onClick={props.onPublish}>
          {words.publish}
        </Button>
      )}
    </>
  );
}
