import { useAsk, useTell } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ConfirmButton } from '#ui/confirm-button';
import { Page, Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Alert, Badge, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { ruleWords } from './words.ts';

type RuleSet = OutputOf<'routing.listRuleSets'>[number];
type VersionRow = RuleSet['versions'][number];

const pathOf = (versionId: string) => `/routing/rules/${encodeURIComponent(versionId)}`;

/** The rule sets, each with its draft and its versions. */
export function RuleSetsPage() {
  const words = useWords(ruleWords);
  const mayEdit = useMay('routing.edit');
  const sets = useAsk('routing.listRuleSets', {});
  const [isMaking, setMaking] = useState(false);
  const make = mayEdit && (
    <Button variant={sets.data?.length === 0 ? 'filled' : 'default'} onClick={() => setMaking(true)}>
      {words.newRuleSet}
    </Button>
  );
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={make}>
      {sets.error && !sets.data && <ErrorState error={sets.error} onRetry={() => void sets.refetch()} />}
      {sets.isPending && <LoadingState />}
      {sets.data?.length === 0 && (
        <EmptyState title={words.noRuleSets} hint={words.noRuleSetsHint} action={make} />
      )}
      {sets.data?.map((set) => (
        <RuleSetSection key={set.id} set={set} mayEdit={mayEdit} />
      ))}
      {isMaking && <NewRuleSet onClose={() => setMaking(false)} />}
    </Page>
  );
}

function RuleSetSection({ set, mayEdit }: { readonly set: RuleSet; readonly mayEdit: boolean }) {
  const words = useWords(ruleWords);
  const { label, number, dateTime } = useFormat();
  const versions = set.versions.toSorted((a, b) => b.number - a.number);
  return (
    <Section
      flush
      title={label(set.label)}
      hint={set.draftVersionId !== null && versions.length > 2 && words.draftInTheWay}
      actions={mayEdit && <DraftButton set={set} />}
    >
      <PlainTable
        label={label(set.label)}
        header={[
          { name: words.version },
          { name: words.status },
          { name: words.rules, align: 'right' },
          { name: words.noteColumn },
          { name: words.by },
          { name: words.at },
          { name: words.actions, align: 'right' },
        ]}
        rows={versions.map((version) => ({
          key: version.id,
          cells: [
            <Link key="version" to={pathOf(version.id)}>
              {version.status === 'draft' ? words.draft : words.versionNumber({ number: version.number })}
            </Link>,
            <VersionStatus key="status" version={version} set={set} />,
            number(version.rules),
            version.note || '–',
            version.publishedByName ?? version.createdByName,
            dateTime(version.publishedAt ?? version.createdAt),
            mayEdit && version.status === 'published' && set.publishedVersionId !== version.id && (
              <Restore key="restore" version={version} set={set} />
            ),
          ],
        }))}
      />
    </Section>
  );
}

function VersionStatus({ version, set }: { readonly version: VersionRow; readonly set: RuleSet }) {
  const words = useWords(ruleWords);
  if (set.publishedVersionId === version.id) return <Badge color="green">{words.inForce}</Badge>;
  const isDraft = version.status === 'draft';
  return <Badge color={isDraft ? 'yellow' : 'gray'}>{isDraft ? words.draft : words.published}</Badge>;
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

function NewRuleSet({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(ruleWords);
  const text = useErrorText();
  const navigate = useNavigate();
  const create = useTell('routing.createRuleSet');
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  return (
    <Modal opened onClose={onClose} title={words.newRuleSetTitle}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(
            { label: { zh: zh.trim(), en: en.trim() } },
            { onSuccess: ({ versionId }) => void navigate(pathOf(versionId)) },
          );
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
          {create.error && <Alert color="red">{text(create.error)}</Alert>}
          <Group justify="flex-end">
            <Button type="submit" disabled={zh.trim() === ''} loading={create.isPending}>
              {words.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
