import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Button, Group, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ChangePreview } from './change-preview.tsx';
import { type Change, type Policy, type RoleDraft, savingOf } from './rights.ts';
import { RoleColumns } from './role-columns.tsx';
import { RoleMatrix } from './role-matrix.tsx';
import { rightsWords } from './words.ts';

type RoleEditorProps = {
  readonly policy: Policy;
  /** As it is saved, or as a new one begins. */
  readonly start: RoleDraft;
  readonly isNew: boolean;
  readonly isReadOnly: boolean;
  readonly onCopy: () => void;
  readonly onClose: () => void;
};

/** One role, edited in place; what it would do to everybody stands below before it is saved. */
export function RoleEditor({ policy, start, isNew, isReadOnly, onCopy, onClose }: RoleEditorProps) {
  const words = useWords(rightsWords);
  const { label } = useFormat();
  const [draft, setDraft] = useState(start);
  const [isRemoving, setRemoving] = useState(false);
  const set = (some: Partial<RoleDraft>) => setDraft({ ...draft, ...some });
  const isChanged = isNew || JSON.stringify(draft) !== JSON.stringify(start);
  const needsName = draft.label.zh.trim() === '';
  const changes: Change[] = isRemoving ? [{ kind: 'removeRole', id: draft.id }] : [savingOf(draft)];
  const discard = () => {
    setRemoving(false);
    setDraft(start);
    if (isNew) onClose();
  };
  return (
    <Stack gap="md">
      <Section
        title={label(draft.label) || words.newRole}
        actions={
          !isReadOnly &&
          !isNew && (
            <Group gap={8}>
              {isChanged && (
                <Text size="xs" c="dimmed" role="status">
                  {words.unsaved}
                </Text>
              )}
              <Button size="xs" variant="default" onClick={onCopy}>
                {words.copyRole}
              </Button>
              <Button size="xs" variant="default" onClick={() => setRemoving(true)}>
                {words.removeRole}
              </Button>
            </Group>
          )
        }
      >
        <Stack gap="sm">
          <Group grow align="start">
            <TextInput
              label={words.nameZh}
              value={draft.label.zh}
              readOnly={isReadOnly}
              error={needsName && words.needsName}
              onChange={(event) => set({ label: { ...draft.label, zh: event.currentTarget.value } })}
            />
            <TextInput
              label={words.nameEn}
              value={draft.label.en}
              readOnly={isReadOnly}
              onChange={(event) => set({ label: { ...draft.label, en: event.currentTarget.value } })}
            />
            <MultiSelect
              label={words.inherits}
              data={policy.roles
                .filter((role) => role.id !== draft.id)
                .map((role) => ({ value: role.id, label: label(role.label) }))}
              value={[...draft.parents]}
              readOnly={isReadOnly}
              onChange={(parents) => set({ parents })}
            />
          </Group>
          <RoleMatrix
            draft={draft}
            roles={policy.roles}
            isReadOnly={isReadOnly}
            onChange={(permissions) => set({ permissions })}
          />
          <RoleColumns
            draft={draft}
            roles={policy.roles}
            isReadOnly={isReadOnly}
            onChange={(columns) => set({ columns })}
          />
        </Stack>
      </Section>
      {(isRemoving || isChanged) && !needsName && (
        <ChangePreview policy={policy} changes={changes} onDone={onClose} onCancel={discard} />
      )}
    </Stack>
  );
}
