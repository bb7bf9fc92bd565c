import { useTell } from '#bridge/ask';
import type { Rule } from '#domain/rules';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ApproveDialog } from './approve-dialog.tsx';
import type { VersionRow } from './kinds.ts';
import { releaseWords } from './words.ts';

type ReviewBarProps = { readonly version: VersionRow; readonly rules: readonly Rule[] };

/** A draft that waits for approval: who submitted it, and what can be done with it now; or why it was sent back. */
export function ReviewBar({ version, rules }: ReviewBarProps) {
  const words = useWords(releaseWords);
  const { dateTime } = useFormat();
  if (version.status === 'draft' && version.sentBackReason !== null)
    return (
      <Alert p="xs" color="yellow">
        {words.sentBack({ who: version.sentBackByName ?? '', reason: version.sentBackReason })}
      </Alert>
    );
  if (version.status !== 'submitted' || version.submittedAt === null) return null;
  const who = version.submittedByName ?? '';
  return (
    <Alert p="xs" color="blue">
      <Group gap={8} justify="space-between">
        <div>
          <Text size="sm">{words.waiting({ who, at: dateTime(version.submittedAt) })}</Text>
          {version.note !== '' && <Text size="sm">{words.waitingNote({ note: version.note })}</Text>}
          {!version.mayApprove && (
            <Text size="xs" c="dimmed">
              {words.approveOther}
            </Text>
          )}
        </div>
        <Actions version={version} rules={rules} />
      </Group>
    </Alert>
  );
}

function Actions({ version, rules }: ReviewBarProps) {
  const words = useWords(releaseWords);
  const text = useErrorText();
  const mayEdit = useMay('routing.edit');
  const withdraw = useTell('routing.withdrawDraft');
  const [dialog, setDialog] = useState<'approve' | 'sendBack' | null>(null);
  return (
    <Group gap={8}>
      {withdraw.error && <Text c="red">{text(withdraw.error)}</Text>}
      {mayEdit && (
        <ConfirmButton
          size="compact-sm"
          variant="default"
          question={words.withdrawQuestion}
          confirmLabel={words.withdraw}
          loading={withdraw.isPending}
          onConfirm={() => withdraw.mutate({ versionId: version.id })}
        >
          {words.withdraw}
        </ConfirmButton>
      )}
      {version.mayApprove && (
        <>
          <Button size="compact-sm" variant="default" onClick={() => setDialog('sendBack')}>
            {words.sendBack}
          </Button>
          <Button size="compact-sm" onClick={() => setDialog('approve')}>
            {words.approve}
          </Button>
        </>
      )}
      {dialog === 'approve' && (
        <ApproveDialog version={version} rules={rules} onClose={() => setDialog(null)} />
      )}
      {dialog === 'sendBack' && <SendBack versionId={version.id} onClose={() => setDialog(null)} />}
    </Group>
  );
}

function SendBack({ versionId, onClose }: { readonly versionId: string; readonly onClose: () => void }) {
  const words = useWords(releaseWords);
  const text = useErrorText();
  const sendBack = useTell('routing.sendBack');
  const [reason, setReason] = useState('');
  return (
    <Modal opened onClose={onClose} title={words.sendBackTitle}>
      <Stack gap="sm">
        <Textarea
          label={words.sendBackReason}
          required
          maxLength={500}
          autosize
          minRows={2}
          value={reason}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {sendBack.error && <Alert color="red">{text(sendBack.error)}</Alert>}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button
            disabled={reason.trim() === ''}
            loading={sendBack.isPending}
            onClick={() => sendBack.mutate({ versionId, reason }, { onSuccess: onClose })}
          >
            {words.sendBackNow}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
