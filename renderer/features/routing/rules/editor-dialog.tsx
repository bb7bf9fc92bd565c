import { isDirty } from '#features/routing/grid';
import { ConflictDialog, ReleaseDialog } from '#features/routing/release';
import { notifications } from '@mantine/notifications';
import type { Draft } from './use-draft.ts';
import type { Loaded } from './use-rules.ts';

export type OpenDialog = 'publish' | 'conflict' | null;

type EditorDialogProps = {
  readonly open: OpenDialog;
  readonly version: Loaded['version'];
  readonly draft: Draft;
  readonly problems: number;
  readonly onClose: () => void;
};

/** The one dialog over the table: publishing the draft, or choosing between two changes of the same row. */
export function EditorDialog({ open, version, draft, problems, onClose }: EditorDialogProps) {
  if (open === null) return null;
  if (open === 'conflict')
    return (
      <ConflictDialog
        versionId={version.id}
        conflicts={draft.conflicts}
        onSettle={draft.settle}
        onClose={onClose}
      />
    );
  return (
    <ReleaseDialog
      version={version}
      rules={draft.state.rules}
      isUnsaved={isDirty(draft.state)}
      problems={problems}
      isSaving={draft.isSaving}
      saveError={draft.error}
      onSave={draft.save}
      onClose={onClose}
      onDone={(message) => notifications.show({ message })}
    />
  );
}
