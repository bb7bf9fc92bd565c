import type { InputOf, OutputOf } from '#contract/contract';
import { DEFAULT_ZONE } from '#domain/base';
import {
  inTreeOrder,
  PEOPLE_COLUMNS,
  readRoster as readTables,
  type RosterTable,
  UNIT_COLUMNS,
} from '#domain/organisation';
import { getSetting } from '#store/access';
import { loadPresent } from '#store/roster';
import { BrokenFile } from '#transfer/broken-file';
import { openCsv } from '#transfer/csv-reader';
import { writeCsv } from '#transfer/csv-writer';
import { answer } from './access-weigh.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

/** More than any company of this console has; a file beyond it is no roster. */
const MAX_ROWS = 5000;

async function tableOf(base64: string | null): Promise<RosterTable | null> {
  if (base64 === null) return null;
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  try {
    const file = await openCsv(() => [bytes]);
    const rows: RosterTable['rows'][number][] = [];
    for await (const row of file.rows()) {
      if (rows.length >= MAX_ROWS) throw new Refusal('access.rosterTooLong', { most: MAX_ROWS });
      rows.push(row);
    }
    return { header: file.header, rows };
  } catch (error) {
    if (error instanceof BrokenFile) throw new Refusal(error.code, error.params as never);
    throw error;
  }
}

async function zoneOf({ db }: Pick<Ctx, 'db'>): Promise<string> {
  const zone = await getSetting(db, 'company.zone');
  return typeof zone === 'string' ? zone : DEFAULT_ZONE;
}

/** What a roster would change, and each row that stands in its way; nothing is written. */
export async function readRoster(
  ctx: Ctx,
  { units, people }: InputOf<'access.readRoster'>,
): Promise<OutputOf<'access.readRoster'>> {
  const files = { units: await tableOf(units), people: await tableOf(people) };
  const present = await loadPresent(ctx.db);
  return answer(readTables(files, present, { zone: await zoneOf(ctx), now: ctx.now }));
}

const fileOf = (header: readonly string[], rows: Iterable<readonly (string | null)[]>) =>
  Buffer.concat([...writeCsv(header, rows)]).toString('base64');

/** The organisation as two files that read back as no change. */
export async function exportRoster(
  { db }: Ctx,
  { language }: InputOf<'access.exportRoster'>,
): Promise<OutputOf<'access.exportRoster'>> {
  const { units, people } = await loadPresent(db);
  const nameOf = (names: readonly string[]) => names[language === 'en' ? 1 : 0] ?? '';
  const code = new Map(units.map((unit) => [unit.id, unit.code]));
  const login = new Map(people.map((person) => [person.id, person.login]));
  const words = language === 'en' ? { active: 'active', left: 'left' } : { active: '在职', left: '离职' };
  const unitHeader = [
    UNIT_COLUMNS.code,
    UNIT_COLUMNS.name,
    UNIT_COLUMNS.nameEn,
    UNIT_COLUMNS.parent,
    UNIT_COLUMNS.leader,
  ];
  const peopleHeader = [
    PEOPLE_COLUMNS.login,
    PEOPLE_COLUMNS.name,
    PEOPLE_COLUMNS.unit,
    PEOPLE_COLUMNS.status,
  ];
  return {
    units: fileOf(
      unitHeader.map(nameOf),
      inTreeOrder(units).map(({ unit }) => [
        unit.code,
        unit.label.zh,
        unit.label.en,
        unit.parentId === null ? '' : (code.get(unit.parentId) ?? ''),
        unit.leaderId === null ? '' : (login.get(unit.leaderId) ?? ''),
      ]),
    ),
    people: fileOf(
      peopleHeader.map(nameOf),
      people.map((person) => [
        person.login,
        person.name,
        person.unitId === null ? '' : (code.get(person.unitId) ?? ''),
        words[person.status],
      ]),
    ),
  };
}
