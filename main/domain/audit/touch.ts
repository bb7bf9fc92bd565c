/** What a touched id names. Numbers are kept with their kind (`opportunity:7`); every other id is unique by itself. */
export const TOUCHED_KINDS = [
  'user',
  'role',
  'unit',
  'group',
  'ruleSet',
  'ruleVersion',
  'line',
  'file',
  'batch',
  'job',
  'policy',
  'policyVersion',
  'attribute',
  'calendar',
  'opportunity',
  'order',
  'card',
  'run',
  'other',
] as const;
export type TouchedKind = (typeof TOUCHED_KINDS)[number];

const NUMBERED = /^(opportunity|order|card|run):\d+$/;

/** The kind that a subject's key itself tells; null where only the store knows. */
export function kindInKey(key: string): 'opportunity' | 'order' | 'card' | 'run' | null {
  const [, kind] = NUMBERED.exec(key) ?? [];
  return (kind as 'opportunity' | 'order' | 'card' | 'run' | undefined) ?? null;
}

/** The key under which the lines that touch a line's own subject are found: a bare number is an opportunity's, or a run's after a job. */
export function touchKey(operation: string, subject: string): string {
  if (!/^\d+$/.test(subject)) return subject;
  return `${operation.startsWith('job.') ? 'run' : 'opportunity'}:${subject}`;
}

/** The room whose doing a line tells of: `routing` for `routing.approveDraft` and for `job.routing.run`. */
export function roomOf(operation: string): string {
  return operation.replace(/^job\./, '').split('.')[0] ?? '';
}

/** Rooms without a page of their own, and the permission that opens what they do. */
const OPENED_BY: Readonly<Record<string, string | null>> = {
  tagging: 'contacts.view',
  audit: null,
  jobs: null,
  seed: null,
  store: null,
};

/** Whether a reader of the audit sees what a line of this room says beyond who did what and when: as on the room's own page. */
export function seesRoom(permissions: ReadonlySet<string>, room: string): boolean {
  const needed = room in OPENED_BY ? OPENED_BY[room] : `${room}.view`;
  return needed === null || needed === undefined || permissions.has(needed);
}
