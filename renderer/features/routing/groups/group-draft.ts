import type { InputOf, OutputOf } from '#contract/contract';
import { fallbackCircle } from '#domain/distribution';

export type GroupRow = OutputOf<'routing.listGroups'>[number];
type UserRow = OutputOf<'access.listUsers'>[number];

type MemberDraft = {
  readonly userId: string;
  readonly name: string;
  readonly unit: GroupRow['members'][number]['unit'];
  /** Empty while it is being typed. */
  readonly weight: number | '';
  /** Empty: no limit. */
  readonly openCap: number | '';
  readonly isOn: boolean;
  readonly openCount: number;
  readonly assigned: number;
};

/** A group as its form holds it. */
export type GroupDraft = {
  /** How the group stood when the form was begun; absent for a new one. */
  readonly stamp?: string;
  readonly zh: string;
  readonly en: string;
  readonly isOn: boolean;
  readonly fallbackGroupId: string | null;
  readonly members: readonly MemberDraft[];
};

/** The form of a group, or of a new one. */
export function draftOf(group: GroupRow | undefined): GroupDraft {
  if (!group) return { zh: '', en: '', isOn: true, fallbackGroupId: null, members: [] };
  return {
    stamp: group.stamp,
    zh: group.label.zh,
    en: group.label.en,
    isOn: group.isOn,
    fallbackGroupId: group.fallbackGroupId,
    members: group.members.map(({ userName, openCap, ...member }) => ({
      ...member,
      name: userName,
      openCap: openCap ?? '',
    })),
  };
}

/** Adds a person with weight 1 and no cap. */
export function withMember(draft: GroupDraft, user: UserRow): GroupDraft {
  const { id: userId, name, unit } = user;
  if (draft.members.some((member) => member.userId === userId)) return draft;
  const member = {
    userId,
    name,
    unit,
    weight: 1,
    openCap: '',
    isOn: true,
    openCount: 0,
    assigned: 0,
  } as const;
  return { ...draft, members: [...draft.members, member] };
}

/** One member's share of what the group takes, from 0 to 1; 0 for who does not take part. */
export function shareOf(draft: GroupDraft, member: MemberDraft): number {
  const weightOf = (each: MemberDraft) => (each.isOn && each.weight !== '' ? each.weight : 0);
  const all = draft.members.reduce((sum, each) => sum + weightOf(each), 0);
  return all === 0 ? 0 : weightOf(member) / all;
}

/** The ids of a circle that this fallback would close, or undefined. */
export function circleIn(draft: GroupDraft, id: string, groups: readonly GroupRow[]): string[] | undefined {
  const fallbackOf = new Map(groups.map((group) => [group.id, group.fallbackGroupId]));
  fallbackOf.set(id, draft.fallbackGroupId);
  return fallbackCircle(fallbackOf, id);
}

/** What the console is told. An empty weight counts as 0, as the form shows it. */
export function savingOf(draft: GroupDraft, id: string | undefined): InputOf<'routing.saveGroup'> {
  return {
    ...(id === undefined ? {} : { id }),
    stamp: draft.stamp,
    label: { zh: draft.zh.trim(), en: draft.en.trim() },
    isOn: draft.isOn,
    fallbackGroupId: draft.fallbackGroupId,
    members: draft.members.map(({ userId, weight, openCap, isOn }) => ({
      userId,
      weight: weight === '' ? 0 : weight,
      openCap: openCap === '' ? null : openCap,
      isOn,
    })),
  };
}
