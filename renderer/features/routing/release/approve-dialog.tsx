import { useAsk, useTell } from '#bridge/ask';
import { momentAt } from '#domain/base';
import type { Rule } from '#domain/rules';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { CaseCheck, useFailedCases } from './case-check.tsx';
import { AgainstInForce } from './comparison.tsx';
import { EffectiveInput } from './effective-input.tsx';
import { ImpactPanel } from './impact-panel.tsx';
import type { VersionRow } from './kinds.ts';
import { useImpact } from './use-impact.ts';
import { releaseWords } from './words.ts';

type ApproveDialogProps = {
  readonly version: VersionRow;
  readonly rules: readonly Rule[];
  readonly onClose: () => void;
};

/** What somebody else submitted: what it changes and moves, and the decision to publish it. */
export function ApproveDialog({ version, rules, onClose }: ApproveDialogProps) {
  const words = useWords(releaseWords);
  const text = useErrorText();
  const { dateTime } = useFormat();
  const { zone } = useLanguage();
  const approve = useTell('routing.approveDraft');
  const sets = useAsk('routing.listRuleSets', {});
  const set = sets.data?.find(({ id }) => id === version.ruleSetId);
  const checked = useFailedCases(version.ruleSetId, rules);
  const impact = useImpact(set, version.id, version.revision);
  const [effective, setEffective] = useState('');
  const act = () => {
    const effectiveAt = effective === '' ? undefined : momentAt(effective, zone);
    approve.mutate(
      { versionId: version.id, revision: version.revision, effectiveAt },
      {
        onSuccess: ({ number }) => {
          const message =
            effectiveAt === undefined
              ? words.publishedNow({ number })
              : words.publishedLater({ number, at: dateTime(effectiveAt) });
          notifications.show({ message });
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={words.approveTitle} size="lg">
      <Stack gap="sm">
        {version.note !== '' && <Text size="sm">{words.waitingNote({ note: version.note })}</Text>}
        {set && <AgainstInForce inForce={set.publishedVersionId} rules={rules} />}
        <CaseCheck checked={checked} />
        {set && (
          <>
            {!impact.replay && !impact.isMeasuring && <Text size="sm">{words.impactNone}</Text>}
            <ImpactPanel impact={impact} share={set.approvalShare} />
          </>
        )}
        <EffectiveInput value={effective} onChange={setEffective} />
        {approve.error && <Alert color="red">{text(approve.error)}</Alert>}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button loading={approve.isPending} disabled={checked?.failed.length !== 0} onClick={act}>
            {words.approveNow}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
