import { diffRules } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { useWords } from '#i18n/words';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { DiffList } from './diff-list.tsx';
import type { Draft } from './use-draft.ts';
import type { useTable } from './use-table.ts';
import { ruleWords } from './words.ts';

type ConflictDialogProps = {
  readonly draft: Draft;
  readonly theirs: { readonly rules: readonly Rule[]; readonly revision: number };
  readonly table: ReturnType<typeof useTable>;
  readonly onClose: () => void;
};

/** Somebody else saved the draft: what differs, and whether theirs or this one stays. */
export function ConflictDialog({ draft, theirs, table, onClose }: ConflictDialogProps) {
  const words = useWords(ruleWords);
  const { rules } = draft.state;
  const diff = useMemo(() => diffRules(theirs.rules, rules), [theirs.rules, rules]);
  const overwrite = async () => {
    if ((await draft.save(theirs.revision)) !== null) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.conflictTitle} size="lg">
      <Stack gap="sm">
        <Text size="sm">{words.conflictText}</Text>
        <Text size="sm" fw={550}>
          {words.conflictMine}
        </Text>
        <DiffList diff={diff} phraser={table.phraser} />
        <Group justify="flex-end" gap={8} align="flex-start">
          <Button variant="subtle" onClick={onClose}>
            {words.keepEditing}
          </Button>
          <div>
            <Button
              variant="default"
              onClick={() => {
                draft.reload();
                onClose();
              }}
            >
              {words.conflictReload}
            </Button>
            <Text size="xs" c="dimmed" mt={4}>
              {words.conflictReloadHint}
            </Text>
          </div>
          <div>
            <Button loading={draft.isSaving} onClick={() => void overwrite()}>
              {words.conflictOverwrite}
            </Button>
            <Text size="xs" c="dimmed" mt={4}>
              {words.conflictOverwriteHint}
            </Text>
          </div>
        </Group>
      </Stack>
    </Modal>
  );
}
