import { useTell } from '#bridge/ask';
import { useMay } from '#features/access';
import { isDirty } from '#features/routing/grid';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { Draft } from './use-draft.ts';
import { ruleWords } from './words.ts';

type EditorActionsProps = {
  readonly draft: Draft;
  readonly versionId: string;
  readonly isReadOnly: boolean;
  /** The buttons of the panels beside the table. */
  readonly sides: ReactNode;
  readonly onSave: () => void;
  readonly onPublish: () => void;
};

/** What can be done with the draft as a whole: try it, check it, discard, save and publish it. */
export function EditorActions(props: EditorActionsProps) {
  const words = useWords(ruleWords);
  const mayPublish = useMay('routing.publish');
  const navigate = useNavigate();
  const discard = useTell('routing.discardDraft');
  const { draft, isReadOnly } = props;
  return (
    <>
      {props.sides}
      {!isReadOnly && (
        <>
          <ConfirmButton
            variant="default"
            question={words.discardQuestion}
            confirmLabel={words.discard}
            loading={discard.isPending}
            onConfirm={() =>
              discard.mutate(
                { versionId: props.versionId, revision: draft.revision },
                {
                  onSuccess: () => {
                    draft.forget();
                    void navigate('/routing/rules');
                  },
                },
              )
            }
          >
            {words.discard}
          </ConfirmButton>
          <Button
            variant="default"
            disabled={!isDirty(draft.state)}
            loading={draft.isSaving}
            onClick={props.onSave}
          >
            {words.save}
          </Button>
          <Button onClick={props.onPublish}>{mayPublish ? words.publish : words.submit}</Button>
        </>
      )}
    </>
  );
}
