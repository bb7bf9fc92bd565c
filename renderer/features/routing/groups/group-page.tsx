import { useAsk, useTell } from '#bridge/ask';
import type { InputOf } from '#contract/contract';
import { useMay } from '#features/access';
import { LifeLink } from '#features/audit';
import { useErrorText } from '#i18n/errors';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Alert, Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Absences } from './absences.tsx';
import { Fairness } from './fairness.tsx';
import { GroupBasics } from './group-basics.tsx';
import { circleIn, draftOf, type GroupDraft, type GroupRow, savingOf } from './group-draft.ts';
import { GroupRulesForm } from './group-rules.tsx';
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
  const mayEdit = useMay('routing.edit');
  const form = useGroupForm({ group, groups });
  const { draft, shown, setDraft } = form;
  return (
    <Page
      title={group ? label(group.label) : words.newGroup}
      above={<BackToGroups />}
      actions={
        <>
          {group && <LifeLink subject={group.id} />}
          {mayEdit && <FormActions form={form} />}
        </>
      }
    >
      {!mayEdit && (
        <Alert color="gray" p="xs">
          {words.readOnly}
        </Alert>
      )}
      {form.error && <Alert color="red">{text(form.error)}</Alert>}
      <GroupBasics
        draft={shown}
        group={group}
        groups={groups}
        isReadOnly={!mayEdit}
        isTried={form.isTried}
        onChange={setDraft}
      />
      <GroupRulesForm draft={shown} isReadOnly={!mayEdit} onChange={setDraft} />
      <MemberTable draft={shown} isReadOnly={!mayEdit} onChange={setDraft} />
      {group && group.members.length > 0 && <Fairness group={group} isChanged={draft !== null} />}
      {group && group.members.length > 0 && <Absences group={group} isReadOnly={!mayEdit} />}
    </Page>
  );
}

/** The form's state: what is being changed, saving it, and taking the last saving back. */
function useGroupForm({ group, groups }: GroupFormProps) {
  const words = useWords(groupWords);
  const navigate = useNavigate();
  const [draft, setDraft] = useState<GroupDraft | null>(null);
  const [before, setBefore] = useState<InputOf<'routing.saveGroup'> | null>(null);
  const [isTried, setTried] = useState(false);
  const save = useTell('routing.saveGroup');
  const shown = draft ?? draftOf(group);
  const isWrong = shown.zh.trim() === '' || circleIn(shown, group?.id ?? '', groups) !== undefined;
  const act = () => {
    setTried(true);
    if (isWrong) return;
    save.mutate(savingOf(shown, group?.id), {
      onSuccess: ({ id, stamp }) => {
        setDraft(null);
        setBefore(group ? savingOf({ ...draftOf(group), stamp }, id) : null);
        notifications.show({ message: words.saved });
        if (!group) void navigate(`/routing/groups/${encodeURIComponent(id)}`, { replace: true });
      },
    });
  };
  const takeBack = () => {
    if (!before) return;
    save.mutate(before, {
      onSuccess: () => {
        setBefore(null);
        notifications.show({ message: words.takenBack });
      },
    });
  };
  const { error, isPending } = save;
  return { draft, shown, setDraft, isTried, act, takeBack: before && takeBack, error, isPending };
}

function FormActions({ form }: { readonly form: ReturnType<typeof useGroupForm> }) {
  const words = useWords(groupWords);
  const { draft, setDraft, takeBack, isPending } = form;
  return (
    <>
      {draft && (
        <Text size="xs" c="dimmed" role="status">
          {words.unsaved}
        </Text>
      )}
      {!draft && takeBack && (
        <Button variant="default" loading={isPending} onClick={takeBack}>
          {words.takeBack}
        </Button>
      )}
      <Button variant="default" disabled={!draft} onClick={() => setDraft(null)}>
        {words.reset}
      </Button>
      <Button disabled={!draft} loading={isPending} onClick={form.act}>
        {words.save}
      </Button>
    </>
  );
}
