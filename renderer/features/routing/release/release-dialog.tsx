import { useAsk, useTell } from '#bridge/ask';
import { momentAt } from '#domain/base';
import type { Rule } from '#domain/rules';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { LoadingState } from '#ui/states';
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { CaseCheck, useFailedCases } from './case-check.tsx';
import { AgainstInForce } from './comparison.tsx';
import { EffectiveInput } from './effective-input.tsx';
import { ImpactPanel } from './impact-panel.tsx';
import type { RuleSetRow, VersionRow } from './kinds.ts';
import { useImpact } from './use-impact.ts';
import { releaseWords } from './words.ts';

type ReleaseDialogProps = {
  readonly version: VersionRow;
  readonly rules: readonly Rule[];
  readonly isUnsaved: boolean;
  /** How many problems keep the rules from being published. */
  readonly problems: number;
  readonly isSaving: boolean;
  readonly saveError: unknown;
  /** Saves what is unsaved; answers the revision that is stored, or null where it was not saved. */
  readonly onSave: () => Promise<number | null>;
  readonly onClose: () => void;
  /** Told in words what came of it. */
  readonly onDone: (message: string) => void;
};

/** Publishing a draft or asking for approval: what it changes and moves, what still stands in the way, and a note. */
export function ReleaseDialog(props: ReleaseDialogProps) {
  const words = useWords(releaseWords);
  const sets = useAsk('routing.listRuleSets', {});
  const set = sets.data?.find(({ id }) => id === props.version.ruleSetId);
  return (
    <Modal opened onClose={props.onClose} title={words.publishTitle} size="lg">
      {set ? <Release {...props} set={set} /> : <LoadingState />}
    </Modal>
  );
}

type ReleaseProps = ReleaseDialogProps & { readonly set: RuleSetRow };

function Release(props: ReleaseProps) {
  const { set, version, rules, problems } = props;
  const words = useWords(releaseWords);
  const text = useErrorText();
  const mayPublish = useMay('routing.publish');
  const [note, setNote] = useState(version.note);
  const [effective, setEffective] = useState('');
  const checked = useFailedCases(set.id, rules);
  const impact = useImpact(set, version.id, version.revision);
  const acting = useActing(props, { note, effective });
  const mayRelease = problems === 0 && checked?.failed.length === 0;
  // What is unsaved was not replayed yet, whatever was found before.
  const isUnmeasured = props.isUnsaved && set.approvalShare !== null;
  const isToMeasure = mayRelease && (isUnmeasured ? set.approvalShare !== 0 : impact.gate === 'needsReplay');
  useMeasuring(isToMeasure, props, impact.measure);
  const isDirect = mayPublish && impact.gate === 'open' && !isUnmeasured;
  const error = acting.error ?? props.saveError;
  return (
    <Stack gap="sm">
      <AgainstInForce inForce={set.publishedVersionId} rules={rules} />
      <CaseCheck checked={checked} />
      {mayRelease && <ImpactPanel impact={impact} share={set.approvalShare} />}
      <Textarea
        label={words.publishNote}
        description={words.publishNoteHint}
        maxLength={500}
        autosize
        minRows={2}
        value={note}
        data-autofocus
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {mayPublish && <EffectiveInput value={effective} onChange={setEffective} />}
      {props.isUnsaved && (
        <Text size="sm" c="dimmed">
          {words.publishUnsaved}
        </Text>
      )}
      {problems > 0 && <Alert color="yellow">{words.publishProblems({ count: problems })}</Alert>}
      {error !== null && error !== undefined && <Alert color="red">{text(error)}</Alert>}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={props.onClose}>
          {words.keepEditing}
        </Button>
        {impact.hasFailed && (
          <Button variant="default" onClick={() => impact.measure(version.revision)}>
            {words.replay}
          </Button>
        )}
        <Button
          variant={isDirect ? 'default' : 'filled'}
          disabled={!mayRelease}
          loading={acting.isPending === 'submit'}
          onClick={() => void acting.submit()}
        >
          {words.submitNow}
        </Button>
        {mayPublish && (
          <Button
            variant={isDirect ? 'filled' : 'default'}
            disabled={!mayRelease || impact.gate !== 'open' || isUnmeasured}
            loading={acting.isPending === 'publish' || props.isSaving}
            onClick={() => void acting.publish()}
          >
            {words.publishNow}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** Saves what is unsaved and replays the draft, once, so that the person just sees what publishing moves. */
function useMeasuring(isToMeasure: boolean, props: ReleaseProps, measure: (revision: number) => void): void {
  const mayEdit = useMay('routing.edit');
  const wasAsked = useRef(false);
  const begin = useEffectEvent(async () => {
    wasAsked.current = true;
    const revision = props.isUnsaved ? await props.onSave() : props.version.revision;
    if (revision !== null) measure(revision);
  });
  useEffect(() => {
    if (isToMeasure && mayEdit && !wasAsked.current) void begin();
  }, [isToMeasure, mayEdit]);
}

/** Submitting and publishing; what is unsaved is saved first. */
function useActing(props: ReleaseProps, told: { readonly note: string; readonly effective: string }) {
  const words = useWords(releaseWords);
  const { dateTime } = useFormat();
  const { zone } = useLanguage();
  const submit = useTell('routing.submitDraft');
  const publish = useTell('routing.publishDraft');
  const { version, onClose, onDone } = props;
  const stored = async () => (props.isUnsaved ? props.onSave() : version.revision);
  const done = (message: string) => {
    onDone(message);
    onClose();
  };
  return {
    error: submit.error ?? publish.error,
    isPending: submit.isPending ? 'submit' : publish.isPending ? 'publish' : null,
    submit: async () => {
      const revision = await stored();
      if (revision === null) return;
      submit.mutate(
        { versionId: version.id, revision, note: told.note },
        { onSuccess: () => done(words.submittedNow) },
      );
    },
    publish: async () => {
      const revision = await stored();
      if (revision === null) return;
      const effectiveAt = told.effective === '' ? undefined : momentAt(told.effective, zone);
      publish.mutate(
        { versionId: version.id, revision, note: told.note, effectiveAt },
        {
          onSuccess: ({ number }) =>
            done(
              effectiveAt === undefined
                ? words.publishedNow({ number })
                : words.publishedLater({ number, at: dateTime(effectiveAt) }),
            ),
        },
      );
    },
  };
}
