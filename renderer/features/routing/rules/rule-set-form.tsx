import { useAsk } from '#bridge/ask';
import type { Label } from '#domain/base';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Alert, Button, Group, Modal, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ruleWords } from './words.ts';

/** What a rule set is beside its versions. */
type RuleSetSettings = {
  readonly label: Label;
  readonly lineId: string | null;
  readonly approvalShare: number | null;
};

type RuleSetFormProps = {
  readonly title: string;
  readonly confirm: string;
  readonly settings: RuleSetSettings;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onConfirm: (settings: RuleSetSettings) => void;
  readonly onClose: () => void;
};

type Approval = 'never' | 'above' | 'always';

const approvalOf = (share: number | null): Approval =>
  share === null ? 'never' : share === 0 ? 'always' : 'above';

/** The name of a rule set, the line that it is for, and when a change of it needs approval. */
export function RuleSetForm(props: RuleSetFormProps) {
  const words = useWords(ruleWords);
  const text = useErrorText();
  const [zh, setZh] = useState(props.settings.label.zh);
  const [en, setEn] = useState(props.settings.label.en);
  const [lineId, setLineId] = useState(props.settings.lineId);
  const [share, setShare] = useState(props.settings.approvalShare);
  return (
    <Modal opened onClose={props.onClose} title={props.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onConfirm({ label: { zh: zh.trim(), en: en.trim() }, lineId, approvalShare: share });
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={words.nameZh}
            required
            maxLength={200}
            value={zh}
            data-autofocus
            onChange={(event) => setZh(event.currentTarget.value)}
          />
          <TextInput
            label={words.nameEn}
            maxLength={200}
            value={en}
            onChange={(event) => setEn(event.currentTarget.value)}
          />
          <LineSelect value={lineId} onChange={setLineId} />
          <ApprovalInput share={share} onChange={setShare} />
          {props.error !== null && <Alert color="red">{text(props.error)}</Alert>}
          <Group justify="flex-end">
            <Button type="submit" disabled={zh.trim() === ''} loading={props.isPending}>
              {props.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type LineSelectProps = {
  readonly value: string | null;
  readonly onChange: (lineId: string | null) => void;
};

function LineSelect({ value, onChange }: LineSelectProps) {
  const words = useWords(ruleWords);
  const { label } = useFormat();
  const facts = useAsk('routing.listFacts', {});
  const lines = facts.data?.find(({ key }) => key === 'line')?.values ?? [];
  return (
    <NativeSelect
      label={words.line}
      description={words.lineHint}
      data={[
        { value: '', label: words.allLines },
        ...lines.map((line) => ({ value: line.code, label: label(line.label) })),
      ]}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

type ApprovalInputProps = {
  readonly share: number | null;
  readonly onChange: (share: number | null) => void;
};

const USUAL_SHARE = 0.05;

function ApprovalInput({ share, onChange }: ApprovalInputProps) {
  const words = useWords(ruleWords);
  const approval = approvalOf(share);
  return (
    <>
      <NativeSelect
        label={words.approval}
        data={[
          { value: 'never', label: words.approvalNever },
          { value: 'above', label: words.approvalAbove },
          { value: 'always', label: words.approvalAlways },
        ]}
        value={approval}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          onChange(chosen === 'never' ? null : chosen === 'always' ? 0 : USUAL_SHARE);
        }}
      />
      {approval === 'above' && (
        <NumberInput
          label={words.approvalShare}
          description={words.approvalShareHint}
          min={0.1}
          max={100}
          decimalScale={1}
          value={Math.round((share ?? 0) * 1000) / 10}
          onChange={(value) => {
            if (typeof value === 'number' && value > 0) onChange(Math.min(1, value / 100));
          }}
        />
      )}
    </>
  );
}
