import type { Label } from '#domain/base';
import { DEFAULT_CALENDAR, type WorkingCalendar } from '#domain/calendar';
import { sql } from 'kysely';
import type { Db, Raw } from './database.ts';

export type StoredCalendar = { id: string; label: Label; calendar: WorkingCalendar };

/** The working calendars, by name. */
export async function listCalendars(db: Db): Promise<StoredCalendar[]> {
  const rows = await db.selectFrom('workingCalendars').selectAll().orderBy('labelZh').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    label: { zh: row.labelZh, en: row.labelEn },
    calendar: JSON.parse(row.content) as WorkingCalendar,
  }));
}

/** Writes one calendar, new or in place of the one with its id; inside a command. */
export async function saveCalendar(db: Db, { id, label, calendar }: StoredCalendar): Promise<void> {
  const row = { labelZh: label.zh, labelEn: label.en, content: JSON.stringify(calendar) };
  await db
    .insertInto('workingCalendars')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

export type CalendarOf = (groupId: string | null) => WorkingCalendar;

/** The working calendar of each group; of what belongs to none, or to a group that has none, the usual one. */
export async function calendarFinder(db: Db): Promise<CalendarOf> {
  const { rows } = await sql<{ id: string; content: string }>`
    SELECT g.id, c.content FROM distribution_groups g JOIN working_calendars c ON c.id = g.calendar_id`.execute(
    db,
  );
  return finderIn(rows);
}

/** The same for a job on the bare connection, with what it was made from, for its stamp. */
export function readCalendars(raw: Raw): { readonly all: unknown; readonly of: CalendarOf } {
  const rows = raw
    .prepare(
      'SELECT g.id, c.content FROM distribution_groups g JOIN working_calendars c ON c.id = g.calendar_id ORDER BY g.id',
    )
    .all() as { id: string; content: string }[];
  return { all: rows, of: finderIn(rows) };
}

function finderIn(rows: readonly { id: string; content: string }[]): CalendarOf {
  const known = new Map(rows.map(({ id, content }) => [id, JSON.parse(content) as WorkingCalendar]));
  return (groupId) => (groupId === null ? undefined : known.get(groupId)) ?? DEFAULT_CALENDAR;
}
