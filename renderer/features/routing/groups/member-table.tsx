import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { LabelText } from '#ui/label-text';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState } from '#ui/states';
import { CloseButton, Select, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { type GroupDraft, shareOf, withMember } from './group-draft.ts';
import { MemberCalendar, MemberNumber, MemberSkills } from './member-fields.tsx';
import { groupWords } from './words.ts';

type MemberTableProps = {
  readonly draft: GroupDraft;
  readonly isReadOnly: boolean;
  readonly onChange: (draft: GroupDraft) => void;
};

/** Who takes turns in a group: weight and caps, and what the group asks of them: skills, hours. */
export function MemberTable({ draft, isReadOnly, onChange }: MemberTableProps) {
  const words = useWords(groupWords);
  const { members } = draft;
  const columns = useColumns({ draft, isReadOnly, onChange });
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
          header={columns}
          rows={members.map((member, index) => ({
            // People outside the reader's scope have no id.
            key: member.userId || String(index),
            cells: columns.map(({ render }) => render(member)),
          }))}
        />
      )}
    </Section>
  );
}

type Member = GroupDraft['members'][number];
type MemberColumn = {
  readonly name: string;
  readonly align?: 'right';
  readonly render: (member: Member) => ReactNode;
};

function useColumns({ draft, isReadOnly, onChange }: MemberTableProps): MemberColumn[] {
  const words = useWords(groupWords);
  const { number, percent } = useFormat();
  const change = (userId: string, part: Partial<Member>) =>
    onChange({
      ...draft,
      members: draft.members.map((member) => (member.userId === userId ? { ...member, ...part } : member)),
    });
  const nameOf = (member: Member) => member.name || words.someone;
  const { skillAttribute } = draft;
  const skills: MemberColumn[] =
    skillAttribute === null
      ? []
      : [
          {
            name: words.skills,
            render: (member) => (
              <MemberSkills
                label={words.skillsOf({ name: nameOf(member) })}
                attribute={skillAttribute}
                value={member.skills}
                isReadOnly={isReadOnly}
                onChange={(chosen) => change(member.userId, { skills: chosen })}
              />
            ),
          },
        ];
  const hours: MemberColumn[] = draft.keepsHours
    ? [
        {
          name: words.calendar,
          render: (member) => (
            <MemberCalendar
              label={words.calendarOf({ name: nameOf(member) })}
              value={member.calendarId}
              isReadOnly={isReadOnly}
              onChange={(calendarId) => change(member.userId, { calendarId })}
            />
          ),
        },
      ]
    : [];
  return [
    { name: words.member, render: nameOf },
    { name: words.unit, render: ({ unit }) => <LabelText label={unit} /> },
    {
      name: words.weight,
      render: (member) => (
        <MemberNumber
          label={words.weightOf({ name: nameOf(member) })}
          max={1000}
          value={member.weight}
          isReadOnly={isReadOnly}
          onChange={(weight) => change(member.userId, { weight })}
        />
      ),
    },
    { name: words.share, align: 'right', render: (member) => percent(shareOf(draft, member), 1) },
    {
      name: words.cap,
      render: (member) => (
        <MemberNumber
          label={words.capOf({ name: nameOf(member) })}
          max={1_000_000}
          placeholder={words.capNone}
          value={member.openCap}
          isReadOnly={isReadOnly}
          onChange={(openCap) => change(member.userId, { openCap })}
        />
      ),
    },
    {
      name: words.periodCaps[draft.period],
      render: (member) => (
        <MemberNumber
          label={words.periodCapOf({ name: nameOf(member) })}
          max={1_000_000}
          placeholder={words.capNone}
          value={member.periodCap}
          isReadOnly={isReadOnly}
          onChange={(periodCap) => change(member.userId, { periodCap })}
        />
      ),
    },
    ...skills,
    ...hours,
    {
      name: words.takes,
      render: (member) => (
        <Switch
          aria-label={words.takesOf({ name: nameOf(member) })}
          checked={member.isOn}
          disabled={isReadOnly}
          onChange={(event) => change(member.userId, { isOn: event.currentTarget.checked })}
        />
      ),
    },
    { name: words.open, align: 'right', render: ({ openCount }) => number(openCount) },
    { name: words.assigned, align: 'right', render: ({ assigned }) => number(assigned) },
    {
      name: words.remove,
      align: 'right',
      render: (member) =>
        !isReadOnly && (
          <CloseButton
            aria-label={words.removeOf({ name: nameOf(member) })}
            onClick={() =>
              onChange({ ...draft, members: draft.members.filter(({ userId }) => userId !== member.userId) })
            }
          />
        ),
    },
  ];
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
