import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { Badge, Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import type { PolicyVersion } from './policy-draft.ts';
import { PolicyText } from './policy-text.tsx';
import { policyWords } from './words.ts';

type PolicyVersionsProps = {
  readonly versions: readonly PolicyVersion[];
  readonly inForce: PolicyVersion | undefined;
  /** Absent where the user may not edit. */
  readonly onRestore: ((version: PolicyVersion) => void) | undefined;
};

/** Every published version, with a look at it and the way to take its settings up again. */
export function PolicyVersions({ versions, inForce, onRestore }: PolicyVersionsProps) {
  const words = useWords(policyWords);
  const { dateTime } = useFormat();
  const [viewed, setViewed] = useState<PolicyVersion | null>(null);
  return (
    <Section title={words.versions} flush>
      <PlainTable
        label={words.versions}
        header={[
          { name: words.version },
          { name: words.status },
          { name: words.note },
          { name: words.by },
          { name: words.at },
          { name: words.actions, align: 'right' },
        ]}
        rows={versions.map((version) => ({
          key: version.id,
          cells: [
            words.inForceVersion({ number: version.number }),
            <Badge key="status" color={version === inForce ? 'green' : 'gray'}>
              {version === inForce ? words.inForce : words.publishedStatus}
            </Badge>,
            version.note || '–',
            version.publishedByName ?? version.createdByName,
            dateTime(version.publishedAt ?? version.createdAt),
            <Group key="actions" gap={6} justify="flex-end" wrap="nowrap">
              <Button size="compact-xs" variant="subtle" onClick={() => setViewed(version)}>
                {words.view}
              </Button>
              {onRestore && version !== inForce && (
                <ConfirmButton
                  size="compact-xs"
                  variant="default"
                  question={words.restoreQuestion({ number: version.number })}
                  confirmLabel={words.restore}
                  onConfirm={() => onRestore(version)}
                >
                  {words.restore}
                </ConfirmButton>
              )}
            </Group>,
          ],
        }))}
      />
      {viewed && (
        <Modal
          opened
          size="xl"
          title={words.inForceVersion({ number: viewed.number })}
          onClose={() => setViewed(null)}
        >
          <PolicyText policy={viewed} />
        </Modal>
      )}
    </Section>
  );
}
