import { type Actor, peopleSeenBy, PERMISSIONS, SYSTEM_ACTOR } from '#domain/access';
import { seesRoom, touchKey } from '#domain/audit';
import type { LineFilter, LineSight, ListedLine } from '#store/audit-list';
import type { NameSight } from '#store/audit-names';

const ROOMS = [...new Set(PERMISSIONS.map((permission) => permission.split('.')[0] ?? '')), 'tagging'];

/** What a reader of the audit may see of other people, of their opportunities, and of rooms that are closed to them. */
export function sightOf(actor: Actor): LineSight & NameSight {
  return {
    people: peopleSeenBy(actor),
    opportunities: actor.scopes.contacts,
    closedRooms: ROOMS.filter((room) => !seesRoom(actor.permissions, room)),
  };
}

type AskedFilter = Omit<LineFilter, 'subjects'> & { readonly subject?: string | undefined };

/** A subject may be given as a line has it: a bare number is an opportunity's. */
export function filterOf({ subject, ...filter }: AskedFilter): LineFilter {
  return subject === undefined ? filter : { ...filter, subjects: [touchKey('', subject)] };
}

/** The name of who did something, where the reader may see them. */
export function nameSeen(
  line: Pick<ListedLine, 'actorId' | 'actorName'>,
  { people }: NameSight,
): string | null {
  if (line.actorId === SYSTEM_ACTOR.userId) return SYSTEM_ACTOR.name;
  return people.kind === 'all' || people.userIds.includes(line.actorId) ? line.actorName : null;
}

/** A line that somebody tampered with is shown as it stands, and not refused to the one who looks for it. */
export function parsed(detail: string): unknown {
  try {
    return JSON.parse(detail);
  } catch {
    return detail;
  }
}
