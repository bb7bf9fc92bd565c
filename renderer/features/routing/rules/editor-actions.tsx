import { useTell } from '#bridge/ask';
import { useMay } from '#features/access';
import { isDirty } from '#features/routing/grid';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import type { Draft } from './use-draft.ts';
import { ruleWords } from './words.ts';

/** What stands beside the table. */
export type Side = 'try' | 'problems' | null;

type EditorActionsProps = {
  readonly draft: Draft;
  readonly versionId: string;
  readonly isReadOnly: boolean;
  readonly problems: number;
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  readonly onSave: () => void;
  readonly onPublish: () => void;
};

/** What can be done with the draft as a whole: try it, check it, discard, save and publish it. */
export function EditorActions(props: EditorActionsProps) {
  const words = useWords(ruleWords);
  const mayPublish = useMay('routing.publish');
  const navigate = useNavigate();
  const discard = useTell('routing.discardDraft');
  const { draft, side, onSide, isReadOnly } = props;
  return (
    <>
      <Button
        variant={side === 'try' ? 'light' : 'default'}
        aria-pressed={side === 'try'}
        onClick={() => onSide(side === 'try' ? null : 'try')}
      >
        {words.tryOne}
      </Button>
      {!isReadOnly && (
        <>
          <Button
            variant={side === 'problems' ? 'light' : 'default'}
            aria-pressed={side === 'problems'}
            leftSection={
              props.problems > 0 && <IconAlertTriangle size={15} color="var(--yard-warn-ink)" aria-hidden />
            }
            onClick={() => onSide(side === 'problems' ? null : 'problems')}
          >
            {words.problemCount({ count: props.problems })}
          </Button>
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
            variant={mayPublish ? 'default' : 'filled'}
            disabled={!isDirty(draft.state)}
            loading={draft.isSaving}
            onClick={props.onSave}
          >
            {words.save}
          </Button>
          {mayPublish && <Button onClick={props.onPublish}>{words.publish}</Button>}
        </>
      )}
    </>
  );
}
