import type { InputOf, OutputOf } from '#contract/contract';
import { fallbackCircle } from '#domain/distribution';

export type GroupRow = OutputOf<'routing.listGroups'>[number];
type UserRow = OutputOf<'access.listUsers'>[number];
type StoredMember = GroupRow['members'][number];

type MemberDraft = {
  readonly userId: string;
  readonly name: string;
  readonly unit: StoredMember['unit'];
  /** Empty while it is being typed. */
  readonly weight: number | '';
  /** Empty: no limit. */
  readonly openCap: number | '';
  readonly periodCap: number | '';
  readonly skills: readonly string[];
  /** Null: the group's calendar. */
  readonly calendarId: string | null;
  readonly isOn: boolean;
  readonly openCount: number;
  readonly assigned: number;
  /** As it was saved. */
  readonly state: StoredMember['state'];
};

/** How a group hands out: what its form has beside names and members. */
export type GroupRules = Pick<
  GroupRow,
  'strategy' | 'sticky' | 'skillAttribute' | 'calendarId' | 'keepsHours' | 'catchesUp' | 'period'
>;

/** A group as its form holds it. */
export type GroupDraft = GroupRules & {
  /** How the group stood when the form was begun; absent for a new one. */
  readonly stamp?: string;
  readonly zh: string;
  readonly en: string;
  readonly isOn: boolean;
  readonly fallbackGroupId: string | null;
  readonly members: readonly MemberDraft[];
};

const NEW_GROUP: GroupDraft = {
  zh: '',
  en: '',
  isOn: true,
  fallbackGroupId: null,
  strategy: 'fair',
  sticky: 'none',
  skillAttribute: null,
  calendarId: null,
  keepsHours: false,
  catchesUp: false,
  period: 'day',
  members: [],
};

/** The form of a group, or of a new one. */
export function draftOf(group: GroupRow | undefined): GroupDraft {
  if (!group) return NEW_GROUP;
  const { stamp, label, isOn, fallbackGroupId, members } = group;
  return {
    ...rulesOf(group),
    stamp,
    zh: label.zh,
    en: label.en,
    isOn,
    fallbackGroupId,
    members: members.map((member) => ({
      userId: member.userId,
      name: member.userName,
      unit: member.unit,
      weight: member.weight,
      openCap: member.openCap ?? '',
      periodCap: member.periodCap ?? '',
      skills: member.skills,
      calendarId: member.calendarId,
      isOn: member.isOn,
      openCount: member.openCount,
      assigned: member.assigned,
      state: member.state,
    })),
  };
}

function rulesOf(from: GroupRules): GroupRules {
  const { strategy, sticky, skillAttribute, calendarId, keepsHours, catchesUp, period } = from;
  return { strategy, sticky, skillAttribute, calendarId, keepsHours, catchesUp, period };
}

/** Adds a person with weight 1 and no cap. */
export function withMember(draft: GroupDraft, user: UserRow): GroupDraft {
  const { id: userId, name, unit } = user;
  if (draft.members.some((member) => member.userId === userId)) return draft;
  const member: MemberDraft = {
    userId,
    name,
    unit,
    weight: 1,
    openCap: '',
    periodCap: '',
    skills: [],
    calendarId: null,
    isOn: true,
    openCount: 0,
    assigned: 0,
    state: 'ready',
  };
  return { ...draft, members: [...draft.members, member] };
}

/** Whether a member could take something now: what the form says of switch and weight, and what only the console knows. */
export function canTake({ isOn, weight, state }: Pick<MemberDraft, 'isOn' | 'weight' | 'state'>): boolean {
  if (!isOn || weight === '' || weight === 0) return false;
  return state === 'ready' || state === 'off' || state === 'zeroWeight';
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

/** The groups that are asked after this one, in order; ends where it would come round again. */
export function chainAfter(draft: GroupDraft, id: string, groups: readonly GroupRow[]): GroupRow[] {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const chain: GroupRow[] = [];
  for (let at = byId.get(draft.fallbackGroupId ?? ''); at; at = byId.get(at.fallbackGroupId ?? '')) {
    if (at.id === id || chain.includes(at)) break;
    chain.push(at);
    if (at.isOn && at.strategy === 'manual') break;
  }
  return chain;
}

/** What the console is told. An empty weight counts as 0, as the form shows it. */
export function savingOf(draft: GroupDraft, id: string | undefined): InputOf<'routing.saveGroup'> {
  return {
    ...(id === undefined ? {} : { id }),
    ...rulesOf(draft),
    stamp: draft.stamp,
    label: { zh: draft.zh.trim(), en: draft.en.trim() },
    isOn: draft.isOn,
    fallbackGroupId: draft.fallbackGroupId,
    members: draft.members.map(({ userId, weight, openCap, periodCap, skills, calendarId, isOn }) => ({
      userId,
      weight: weight === '' ? 0 : weight,
      openCap: openCap === '' ? null : openCap,
      periodCap: periodCap === '' ? null : periodCap,
      skills: [...skills],
      calendarId,
      isOn,
    })),
  };
}
