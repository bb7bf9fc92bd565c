import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { LabelText } from '#ui/label-text';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState } from '#ui/states';
import { CloseButton, NumberInput, Select, Switch } from '@mantine/core';
import { type GroupDraft, shareOf, withMember } from './group-draft.ts';
import { groupWords } from './words.ts';

type MemberTableProps = {
  readonly draft: GroupDraft;
  readonly isReadOnly: boolean;
  readonly onChange: (draft: GroupDraft) => void;
};

/** Who takes turns in a group, with weight and cap. */
export function MemberTable({ draft, isReadOnly, onChange }: MemberTableProps) {
  const words = useWords(groupWords);
  const { number, percent } = useFormat();
  const { members } = draft;
  const change = (userId: string, part: Partial<GroupDraft['members'][number]>) =>
    onChange({
      ...draft,
      members: members.map((member) => (member.userId === userId ? { ...member, ...part } : member)),
    });
  const rows = members.map((member, index) => {
    const { userId, weight, openCap, isOn } = member;
    const name = member.name || words.someone;
    return {
      // People outside the reader's scope have no id.
      key: userId || String(index),
      cells: [
        name,
        <LabelText key="unit" label={member.unit} />,
        <NumberInput
          key="weight"
          w={90}
          aria-label={words.weightOf({ name })}
          min={0}
          max={1000}
          clampBehavior="strict"
          allowDecimal={false}
          readOnly={isReadOnly}
          value={weight}
          onChange={(value) => change(userId, { weight: typeof value === 'number' ? value : '' })}
        />,
        percent(shareOf(draft, member), 1),
        <NumberInput
          key="cap"
          w={110}
          aria-label={words.capOf({ name })}
          placeholder={words.capNone}
          min={0}
          max={1_000_000}
          clampBehavior="strict"
          allowDecimal={false}
          readOnly={isReadOnly}
          value={openCap}
          onChange={(value) => change(userId, { openCap: typeof value === 'number' ? value : '' })}
        />,
        <Switch
          key="on"
          aria-label={words.takesOf({ name })}
          checked={isOn}
          disabled={isReadOnly}
          onChange={(event) => change(userId, { isOn: event.currentTarget.checked })}
        />,
        number(member.openCount),
        number(member.assigned),
        !isReadOnly && (
          <CloseButton
            key="remove"
            aria-label={words.removeOf({ name })}
            onClick={() => onChange({ ...draft, members: members.filter((each) => each.userId !== userId) })}
          />
        ),
      ],
    };
  });
  return (
    <Section
      flush
      title={words.memberList}
      hint={words.memberHint}
      actions={!isReadOnly && <AddMember draft={draft} onChange={onChange} />}
    >
      {members.length === 0 ? (
        <EmptyState title={words.noMembers} />
      ) : (
        <PlainTable
          label={words.memberList}
          header={[
            { name: words.member },
            { name: words.unit },
            { name: words.weight },
            { name: words.share, align: 'right' },
            { name: words.cap },
            { name: words.takes },
            { name: words.open, align: 'right' },
            { name: words.assigned, align: 'right' },
            { name: words.remove, align: 'right' },
          ]}
          rows={rows}
        />
      )}
    </Section>
  );
}

function AddMember({ draft, onChange }: Pick<MemberTableProps, 'draft' | 'onChange'>) {
  const words = useWords(groupWords);
  const { label } = useFormat();
  const users = useAsk('access.listUsers', {});
  const free = (users.data ?? []).filter(
    ({ id, status }) => status === 'active' && !draft.members.some(({ userId }) => userId === id),
  );
  return (
    <Select
      w={260}
      aria-label={words.addMembers}
      placeholder={`${words.addMembers} · ${words.addMembersHint}`}
      searchable
      data={free.map((user) => ({
        value: user.id,
        label: `${user.name} · ${user.login}${user.unit ? ` · ${label(user.unit)}` : ''}`,
      }))}
      value={null}
      onChange={(id) => {
        const user = free.find((each) => each.id === id);
        if (user) onChange(withMember(draft, user));
      }}
    />
  );
}
