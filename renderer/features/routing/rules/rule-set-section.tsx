import { useAsk, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useMay } from '#features/access';
import { LifeLink } from '#features/audit';
import { CompareDialog } from '#features/routing/release';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { Alert, Badge, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { RuleSetForm } from './rule-set-form.tsx';
import { ruleWords } from './words.ts';

type RuleSet = OutputOf<'routing.listRuleSets'>[number];
type VersionRow = RuleSet['versions'][number];

/** The page of one version. */
export const pathOf = (versionId: string) => `/routing/rules/${encodeURIComponent(versionId)}`;

/** One rule set: which line it is for, its versions with who made and approved them, and what can be done with each. */
export function RuleSetSection({ set }: { readonly set: RuleSet }) {
  const words = useWords(ruleWords);
  const { label } = useFormat();
  const mayEdit = useMay('routing.edit');
  const mayPublish = useMay('routing.publish');
  const [dialog, setDialog] = useState<'compare' | 'settings' | null>(null);
  const facts = useAsk('routing.listFacts', {});
  const line = facts.data?.find(({ key }) => key === 'line')?.values.find(({ code }) => code === set.lineId);
  const isInTheWay = set.draftVersionId !== null && set.versions.length > 2;
  const scope =
    set.lineId === null ? words.forAllLines : words.forLine({ line: line ? label(line.label) : set.lineId });
  return (
    <Section
      flush
      title={label(set.label)}
      hint={isInTheWay ? `${scope} · ${words.draftInTheWay}` : scope}
      actions={
        <Group gap={8}>
          <LifeLink subject={set.id} />
          {set.versions.length > 1 && (
            <Button variant="default" onClick={() => setDialog('compare')}>
              {words.compare}
            </Button>
          )}
          {mayPublish && (
            <Button variant="default" onClick={() => setDialog('settings')}>
              {words.settings}
            </Button>
          )}
          {mayEdit && <DraftButton set={set} />}
        </Group>
      }
    >
      <Versions set={set} />
      {dialog === 'compare' && <CompareDialog set={set} onClose={() => setDialog(null)} />}
      {dialog === 'settings' && <Settings set={set} onClose={() => setDialog(null)} />}
    </Section>
  );
}

function Versions({ set }: { readonly set: RuleSet }) {
  const words = useWords(ruleWords);
  const { label, number, dateTime } = useFormat();
  return (
    <PlainTable
      label={label(set.label)}
      header={[
        { name: words.version },
        { name: words.status },
        { name: words.rules, align: 'right' },
        { name: words.noteColumn },
        { name: words.by },
        { name: words.effective },
        { name: words.actions, align: 'right' },
      ]}
      rows={set.versions.map((version) => ({
        key: version.id,
        cells: [
          <Link key="version" to={pathOf(version.id)}>
            {version.status === 'published' ? words.versionNumber({ number: version.number }) : words.draft}
          </Link>,
          <VersionStatus key="status" version={version} set={set} />,
          number(version.rules),
          version.note ||
            (version.bringsBack === null ? '–' : words.bringsBack({ number: version.bringsBack })),
          <People key="people" version={version} />,
          version.effectiveAt === null ? '–' : dateTime(version.effectiveAt),
          <Actions key="actions" version={version} set={set} />,
        ],
      }))}
    />
  );
}

function People({ version }: { readonly version: VersionRow }) {
  const words = useWords(ruleWords);
  const who = version.submittedByName ?? version.publishedByName ?? version.createdByName;
  return version.approvedByName === null ? who : words.approvedBy({ who, approver: version.approvedByName });
}

function VersionStatus({ version, set }: { readonly version: VersionRow; readonly set: RuleSet }) {
  const words = useWords(ruleWords);
  const [now] = useState(() => Date.now());
  if (version.id === set.publishedVersionId) return <Badge color="green">{words.inForce}</Badge>;
  switch (version.status) {
    case 'draft':
      return <Badge color="yellow">{words.draft}</Badge>;
    case 'submitted':
      return <Badge color="blue">{words.submitted}</Badge>;
    case 'published': {
      if (version.effectiveAt === null || version.effectiveAt <= now)
        return <Badge color="gray">{words.published}</Badge>;
      const isReplaced = set.versions.some(
        (other) => other.status === 'published' && other.number > version.number,
      );
      return <Badge color="gray">{isReplaced ? words.replaced : words.scheduled}</Badge>;
    }
  }
}

function Actions({ version, set }: { readonly version: VersionRow; readonly set: RuleSet }) {
  const mayEdit = useMay('routing.edit');
  const mayPublish = useMay('routing.publish');
  if (version.status !== 'published' || set.publishedVersionId === version.id) return null;
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {mayEdit && <Restore version={version} set={set} />}
      {mayPublish && <RollBack version={version} />}
    </Group>
  );
}

function RollBack({ version }: { readonly version: VersionRow }) {
  const words = useWords(ruleWords);
  const text = useErrorText();
  const rollBack = useTell('routing.rollBack');
  return (
    <>
      <ConfirmButton
        size="compact-xs"
        variant="default"
        question={words.rollBackQuestion({ number: version.number })}
        confirmLabel={words.rollBack}
        loading={rollBack.isPending}
        onConfirm={() => rollBack.mutate({ versionId: version.id })}
      >
        {words.rollBack}
      </ConfirmButton>
      {rollBack.error && <Alert color="red">{text(rollBack.error)}</Alert>}
    </>
  );
}

function Restore({ version, set }: { readonly version: VersionRow; readonly set: RuleSet }) {
  const words = useWords(ruleWords);
  const text = useErrorText();
  const navigate = useNavigate();
  const restore = useTell('routing.restoreVersion');
  return (
    <>
      <ConfirmButton
        size="compact-xs"
        variant="default"
        disabled={set.draftVersionId !== null}
        question={words.restoreQuestion({ number: version.number })}
        confirmLabel={words.restore}
        loading={restore.isPending}
        onConfirm={() =>
          restore.mutate(
            { versionId: version.id },
            { onSuccess: ({ versionId }) => void navigate(pathOf(versionId)) },
          )
        }
      >
        {words.restore}
      </ConfirmButton>
      {restore.error && <Alert color="red">{text(restore.error)}</Alert>}
    </>
  );
}

function DraftButton({ set }: { readonly set: RuleSet }) {
  const words = useWords(ruleWords);
  const navigate = useNavigate();
  const open = useTell('routing.openDraft');
  return (
    <Button
      loading={open.isPending}
      onClick={() =>
        open.mutate({ ruleSetId: set.id }, { onSuccess: ({ versionId }) => void navigate(pathOf(versionId)) })
      }
    >
      {set.draftVersionId === null ? words.newDraft : words.editDraft}
    </Button>
  );
}

function Settings({ set, onClose }: { readonly set: RuleSet; readonly onClose: () => void }) {
  const words = useWords(ruleWords);
  const save = useTell('routing.saveRuleSet');
  return (
    <RuleSetForm
      title={words.settingsTitle}
      confirm={words.saveSettings}
      settings={set}
      isPending={save.isPending}
      error={save.error}
      onClose={onClose}
      onConfirm={(settings) => save.mutate({ ruleSetId: set.id, ...settings }, { onSuccess: onClose })}
    />
  );
}
