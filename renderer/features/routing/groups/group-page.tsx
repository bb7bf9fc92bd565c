import { useAsk, useTell } from '#bridge/ask';
import { useMay } from '#features/access';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page, Section } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Alert, Button, Select, SimpleGrid, Switch, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { circleIn, draftOf, type GroupDraft, type GroupRow, savingOf } from './group-draft.ts';
import { MemberTable } from './member-table.tsx';
import { groupWords } from './words.ts';

/** One distribution group, or a new one: its settings and its members. */
export function GroupPage() {
  const { groupId = '' } = useParams();
  const words = useWords(groupWords);
  const groups = useAsk('routing.listGroups', {});
  const group = groups.data?.find(({ id }) => id === groupId);
  const isNew = groupId === 'new';
  if (groups.data && (isNew || group)) return <GroupForm key={groupId} group={group} groups={groups.data} />;
  return (
    <Page title={words.title} above={<BackToGroups />}>
      {groups.isPending && <LoadingState />}
      {groups.error && <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />}
      {groups.data && <EmptyState title={words.notFound} hint={words.notFoundHint} />}
    </Page>
  );
}

function BackToGroups() {
  const words = useWords(groupWords);
  return <Link to="/routing/groups">{words.backToList}</Link>;
}

type GroupFormProps = { readonly group: GroupRow | undefined; readonly groups: readonly GroupRow[] };

function GroupForm({ group, groups }: GroupFormProps) {
  const words = useWords(groupWords);
  const text = useErrorText();
  const { label } = useFormat();
  const navigate = useNavigate();
  const mayEdit = useMay('routing.edit');
  const [draft, setDraft] = useState<GroupDraft | null>(null);
  const [isTried, setTried] = useState(false);
  const save = useTell('routing.saveGroup');
  const shown = draft ?? draftOf(group);
  const circle = circleIn(shown, group?.id ?? '', groups);
  const isWrong = shown.zh.trim() === '' || circle !== undefined;
  const act = () => {
    setTried(true);
    if (isWrong) return;
    save.mutate(savingOf(shown, group?.id), {
      onSuccess: ({ id }) => {
        setDraft(null);
        notifications.show({ message: words.saved });
        if (!group) void navigate(`/routing/groups/${encodeURIComponent(id)}`, { replace: true });
      },
    });
  };
  return (
    <Page
      title={group ? label(group.label) : words.newGroup}
      above={<BackToGroups />}
      actions={
        mayEdit && (
          <>
            {draft && (
              <Text size="xs" c="dimmed" role="status">
                {words.unsaved}
              </Text>
            )}
            <Button variant="default" disabled={!draft} onClick={() => setDraft(null)}>
              {words.reset}
            </Button>
            <Button disabled={!draft} loading={save.isPending} onClick={act}>
              {words.save}
            </Button>
          </>
        )
      }
    >
      {!mayEdit && (
        <Alert color="gray" p="xs">
          {words.readOnly}
        </Alert>
      )}
      {save.error && <Alert color="red">{text(save.error)}</Alert>}
      <Basics
        draft={shown}
        group={group}
        groups={groups}
        isReadOnly={!mayEdit}
        isTried={isTried}
        onChange={setDraft}
      />
      <MemberTable draft={shown} isReadOnly={!mayEdit} onChange={setDraft} />
    </Page>
  );
}

type BasicsProps = GroupFormProps & {
  readonly draft: GroupDraft;
  readonly isReadOnly: boolean;
  readonly isTried: boolean;
  readonly onChange: (draft: GroupDraft) => void;
};

function Basics({ draft, group, groups, isReadOnly, isTried, onChange }: BasicsProps) {
  const words = useWords(groupWords);
  const { label } = useFormat();
  const circle = circleIn(draft, group?.id ?? '', groups);
  const nameOf = (id: string) => {
    const found = groups.find((each) => each.id === id);
    return found ? label(found.label) : draft.zh;
  };
  return (
    <Section title={words.basics}>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <TextInput
          label={words.nameZh}
          required
          maxLength={200}
          value={draft.zh}
          readOnly={isReadOnly}
          error={isTried && draft.zh.trim() === '' && words.nameZhMissing}
          onChange={(event) => onChange({ ...draft, zh: event.currentTarget.value })}
        />
        <TextInput
          label={words.nameEn}
          maxLength={200}
          value={draft.en}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ ...draft, en: event.currentTarget.value })}
        />
        <Select
          label={words.fallback}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={words.fallbackHint}
          placeholder={words.noFallback}
          clearable
          searchable
          readOnly={isReadOnly}
          data={groups
            .filter(({ id }) => id !== group?.id)
            .map((each) => ({ value: each.id, label: label(each.label) }))}
          value={draft.fallbackGroupId}
          error={circle && words.circle({ path: circle.map(nameOf).join(' → ') })}
          onChange={(fallbackGroupId) => onChange({ ...draft, fallbackGroupId })}
        />
      </SimpleGrid>
      <Switch
        mt="md"
        label={words.isOn}
        description={words.isOnHint}
        checked={draft.isOn}
        disabled={isReadOnly}
        onChange={(event) => onChange({ ...draft, isOn: event.currentTarget.checked })}
      />
    </Section>
  );
}
