import { useTell } from '#bridge/ask';
import { useMay } from '#features/access';
import { RuleFiles, takenInto } from '#features/routing/files';
import { isDirty } from '#features/routing/grid';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { Button } from '@mantine/core';
import { memo } from 'react';
import { useNavigate } from 'react-router';
import type { OpenDialog } from './editor-dialog.tsx';
import { SideButtons, type SideButtonsProps } from './sides.tsx';
import type { Draft } from './use-draft.ts';
import type { Loaded } from './use-rules.ts';
import { ruleWords } from './words.ts';

type EditorActionsProps = SideButtonsProps & {
  readonly draft: Draft;
  readonly version: Loaded['version'];
  readonly onSave: () => void;
  readonly onDialog: (dialog: OpenDialog) => void;
};

/** What can be done with the draft as a whole: look at it from beside, take a file in, discard, save and publish it. */
export const EditorActions = memo(function EditorActions(props: EditorActionsProps) {
  const { draft, version, isReadOnly } = props;
  return (
    <>
      <SideButtons {...props} />
      <RuleFiles
        versionId={version.id}
        isReadOnly={isReadOnly}
        onTake={(taken) =>
          draft.dispatch({
            type: 'replace',
            rules: takenInto(draft.state.rules, taken, () => crypto.randomUUID()),
          })
        }
      />
      {!isReadOnly && <ChangeActions {...props} />}
    </>
  );
});

function ChangeActions({ draft, version, onSave, onDialog }: EditorActionsProps) {
  const words = useWords(ruleWords);
  const mayPublish = useMay('routing.publish');
  const navigate = useNavigate();
  const discard = useTell('routing.discardDraft');
  const leave = () => {
    draft.forget();
    void navigate('/routing/rules');
  };
  return (
    <>
      <ConfirmButton
        variant="default"
        question={words.discardQuestion}
        confirmLabel={words.discard}
        loading={discard.isPending}
        onConfirm={() =>
          discard.mutate({ versionId: version.id, revision: draft.revision }, { onSuccess: leave })
        }
      >
        {words.discard}
      </ConfirmButton>
      <Button variant="default" disabled={!isDirty(draft.state)} loading={draft.isSaving} onClick={onSave}>
        {words.save}
      </Button>
      <Button onClick={() => onDialog('publish')}>{mayPublish ? words.publish : words.submit}</Button>
    </>
  );
}
