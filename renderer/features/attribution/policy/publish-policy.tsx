import { useTell } from '#bridge/ask';
import { useErrorText } from '#i18n/errors';
import { useWords } from '#i18n/words';
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { PolicyChanges } from './policy-changes.tsx';
import type { PolicyVersion } from './policy-draft.ts';
import { policyWords } from './words.ts';

type PublishPolicyProps = {
  readonly inForce: PolicyVersion | undefined;
  /** The draft as it would be published, and its revision once everything is saved; null where saving was refused. */
  readonly after: Pick<PolicyVersion, 'layer1' | 'layer2'>;
  readonly versionId: string;
  readonly onSave: () => Promise<number | null>;
  readonly onClose: () => void;
  readonly onPublished: () => void;
};

/** Publishing a policy: what changes, and a note. */
export function PublishPolicy(props: PublishPolicyProps) {
  const words = useWords(policyWords);
  const text = useErrorText();
  const [note, setNote] = useState('');
  const publish = useTell('attribution.publishDraft');
  const act = async () => {
    const revision = await props.onSave();
    if (revision === null) {
      props.onClose();
      return;
    }
    publish.mutate(
      { versionId: props.versionId, revision, note },
      {
        onSuccess: ({ number }) => {
          notifications.show({ message: words.published({ number }) });
          props.onPublished();
        },
      },
    );
  };
  return (
    <Modal opened onClose={props.onClose} title={words.publishTitle} size="lg">
      <Stack gap="sm">
        {props.inForce && (
          <div>
            <Text size="sm" c="dimmed">
              {words.changes}
            </Text>
            <PolicyChanges before={props.inForce} after={props.after} />
          </div>
        )}
        <Textarea
          label={words.note}
          description={words.noteHint}
          maxLength={500}
          autosize
          minRows={2}
          data-autofocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          {words.publishHint}
        </Text>
        {publish.error && <Alert color="red">{text(publish.error)}</Alert>}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={props.onClose}>
            {words.cancel}
          </Button>
          <Button loading={publish.isPending} onClick={() => void act()}>
            {words.publishNow}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
