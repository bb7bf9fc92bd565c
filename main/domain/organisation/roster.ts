import type { Change, Person, Unit } from '#domain/rights';
import { readMoment } from '#domain/transfer';
import {
  PEOPLE_COLUMNS,
  readTable,
  type RosterFault,
  type RosterRow,
  type RosterTable,
  UNIT_COLUMNS,
} from './roster-table.ts';

/** The organisation as it is, with the codes of units and the logins of people. */
export type Present = {
  readonly units: readonly (Unit & { readonly code: string })[];
  readonly people: readonly (Pick<Person, 'id' | 'name' | 'unitId' | 'status'> & {
    readonly login: string;
  })[];
};
export type RosterFiles = { readonly units: RosterTable | null; readonly people: RosterTable | null };
type Dates = { readonly zone: string; readonly now: number };

/** What a roster would change, and when: what is due at once has no moment. Faults: then nothing of it is changed. */
export type RosterReading = {
  readonly faults: readonly RosterFault[];
  readonly batches: readonly { readonly at: number | null; readonly changes: readonly Change[] }[];
  /** Who is not in the file, and which units: never removed by it. */
  readonly missingPeople: readonly string[];
  readonly missingUnits: readonly string[];
  readonly unchanged: number;
};

type UnitWish = {
  readonly line: number;
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | undefined;
  readonly parent: string | undefined;
  readonly leader: string | undefined;
};
type PersonWish = {
  readonly line: number;
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly unit: string | undefined;
  readonly status: 'active' | 'left' | undefined;
  readonly at: number | null;
};
const LONGEST = 70;
const key = (text: string) => text.normalize('NFKC').toLowerCase();
const STATUS: Readonly<Record<string, 'active' | 'left'>> = {
  active: 'active',
  在职: 'active',
  正常: 'active',
  enabled: 'active',
  left: 'left',
  离职: 'left',
  停用: 'left',
  disabled: 'left',
  inactive: 'left',
};

/** Reads a roster of units and people against the organisation as it is: every bad row is named, and nothing is half done. */
export function readRoster(files: RosterFiles, present: Present, dates: Dates): RosterReading {
  const faults: RosterFault[] = [];
  const unitIds = new Map(present.units.map((unit) => [key(unit.code), unit.id]));
  const personIds = new Map(present.people.map((person) => [key(person.login), person.id]));
  const units = files.units ? readUnits(files.units, { unitIds, present }, faults) : [];
  const people = files.people ? readPeople(files.people, { personIds, dates }, faults) : [];
  for (const wish of units) unitIds.set(key(wish.id), unitIds.get(key(wish.id)) ?? wish.id);
  for (const wish of people) personIds.set(key(wish.login), wish.id);
  const ids = { unitIds, personIds };
  faults.push(
    ...faultsInTree(units, present, ids),
    ...faultsOfPeople(people, ids),
    ...faultsOfLeaders(units, people, { present, ...ids }),
  );
  const metUnits = new Set(units.map((wish) => wish.id));
  const metPeople = new Set(people.map((wish) => wish.id));
  const missing = {
    missingPeople: files.people
      ? present.people
          .filter(({ id, status }) => status === 'active' && !metPeople.has(id))
          .map((one) => one.id)
      : [],
    missingUnits: files.units ? present.units.filter(({ id }) => !metUnits.has(id)).map((one) => one.id) : [],
  };
  if (faults.length > 0) return { faults, batches: [], unchanged: 0, ...missing };
  const changes = changesOf(units, people, { present, ...ids });
  const times = [...new Set(changes.map(({ at }) => at))].toSorted((a, b) => (a ?? 0) - (b ?? 0));
  const batches = times.map((at) => ({
    at,
    changes: changes.filter((one) => one.at === at).map(({ change }) => change),
  }));
  const touched = new Set(changes.map(({ change }) => idOf(change)));
  const unchanged = units.length + people.length - touched.size;
  return { faults, batches, unchanged, ...missing };
}

const idOf = (change: Change) => ('personId' in change ? change.personId : 'id' in change ? change.id : '');

type Check = {
  readonly file: RosterFault['file'];
  readonly faults: RosterFault[];
};

/** A field that must be there, not too long and not twice in the file. */
function needText<F extends string>(
  row: RosterRow<F>,
  field: F,
  column: string,
  { file, faults }: Check,
): string {
  const value = row.text(field) ?? '';
  const fault = (code: RosterFault['code']) => faults.push({ file, line: row.line, column, code, value });
  if (value === '') fault('missing');
  if (value.length > LONGEST) fault('tooLong');
  return value;
}

function noteTwice(met: Map<string, number>, value: string, line: number, check: Check & { column: string }) {
  const earlier = met.get(key(value));
  if (value !== '' && earlier !== undefined)
    check.faults.push({
      file: check.file,
      line,
      column: check.column,
      code: 'duplicate',
      value: `${value} (${earlier})`,
    });
  met.set(key(value), earlier ?? line);
}

function lackingFaults(file: RosterFault['file'], lacking: readonly string[]): RosterFault[] {
  return lacking.map((column) => ({ file, line: 1, column, code: 'noColumn', value: column }));
}

function readUnits(
  table: RosterTable,
  { unitIds, present }: { unitIds: ReadonlyMap<string, string>; present: Present },
  faults: RosterFault[],
): UnitWish[] {
  const { rows, lacking } = readTable(table, UNIT_COLUMNS, ['code', 'name']);
  faults.push(...lackingFaults('units', lacking));
  if (lacking.length > 0) return [];
  const met = new Map<string, number>();
  const check: Check = { file: 'units', faults };
  return rows.map((row) => {
    const code = needText(row, 'code', UNIT_COLUMNS.code[0], check);
    noteTwice(met, code, row.line, { ...check, column: UNIT_COLUMNS.code[0] });
    const id = unitIds.get(key(code)) ?? code;
    // A new code must not be the inner name of another unit.
    if (!unitIds.has(key(code)) && present.units.some((unit) => unit.id === code))
      faults.push({
        file: 'units',
        line: row.line,
        column: UNIT_COLUMNS.code[0],
        code: 'duplicate',
        value: code,
      });
    return {
      line: row.line,
      id,
      name: needText(row, 'name', UNIT_COLUMNS.name[0], check),
      nameEn: row.text('nameEn'),
      parent: row.text('parent'),
      leader: row.text('leader'),
    };
  });
}

function readPeople(
  table: RosterTable,
  { personIds, dates }: { personIds: ReadonlyMap<string, string>; dates: Dates },
  faults: RosterFault[],
): PersonWish[] {
  const { rows, lacking } = readTable(table, PEOPLE_COLUMNS, ['login', 'name']);
  faults.push(...lackingFaults('people', lacking));
  if (lacking.length > 0) return [];
  const met = new Map<string, number>();
  const check: Check = { file: 'people', faults };
  return rows.map((row) => {
    const { line } = row;
    const login = needText(row, 'login', PEOPLE_COLUMNS.login[0], check);
    noteTwice(met, login, line, { ...check, column: PEOPLE_COLUMNS.login[0] });
    const [statusText, day] = [row.text('status') ?? '', row.text('from') ?? ''];
    const status = STATUS[key(statusText)];
    if (statusText !== '' && !status)
      faults.push({
        file: 'people',
        line,
        column: PEOPLE_COLUMNS.status[0],
        code: 'unknownStatus',
        value: statusText,
      });
    const moment = day === '' ? null : readMoment(day, { zone: dates.zone, order: 'ymd' });
    if (moment === undefined)
      faults.push({ file: 'people', line, column: PEOPLE_COLUMNS.from[0], code: 'notADate', value: day });
    return {
      line,
      id: personIds.get(key(login)) ?? `hr-${key(login)}`,
      login,
      name: needText(row, 'name', PEOPLE_COLUMNS.name[0], check),
      unit: row.text('unit'),
      status,
      at: typeof moment === 'number' && moment > dates.now ? moment : null,
    };
  });
}

type Ids = {
  readonly unitIds: ReadonlyMap<string, string>;
  readonly personIds: ReadonlyMap<string, string>;
};

/** Parents and leaders who are nowhere, and units that would be below themselves. */
function faultsInTree(
  units: readonly UnitWish[],
  present: Present,
  { unitIds, personIds }: Ids,
): RosterFault[] {
  const parents = new Map(present.units.map((unit) => [unit.id, unit.parentId]));
  const faults: RosterFault[] = [];
  const fault = (wish: UnitWish, field: 'parent' | 'leader', code: RosterFault['code']) =>
    faults.push({
      file: 'units',
      line: wish.line,
      column: UNIT_COLUMNS[field][0],
      code,
      value: wish[field] ?? '',
    });
  for (const wish of units) {
    const parentId = wish.parent === undefined || wish.parent === '' ? null : unitIds.get(key(wish.parent));
    if (parentId === undefined) fault(wish, 'parent', 'unknownUnit');
    if (wish.parent !== undefined || !parents.has(wish.id)) parents.set(wish.id, parentId ?? null);
    if (wish.leader && !personIds.has(key(wish.leader))) fault(wish, 'leader', 'unknownLeader');
  }
  for (const wish of units) {
    const passed = new Set<string>();
    let at: string | null = wish.id;
    while (at !== null && !passed.has(at)) {
      passed.add(at);
      at = parents.get(at) ?? null;
    }
    if (at === wish.id) fault(wish, 'parent', 'circle');
  }
  return faults;
}

function faultsOfPeople(people: readonly PersonWish[], { unitIds }: Ids): RosterFault[] {
  return people
    .filter((wish) => wish.unit && !unitIds.has(key(wish.unit)))
    .map((wish) => ({
      file: 'people',
      line: wish.line,
      column: PEOPLE_COLUMNS.unit[0],
      code: 'unknownUnit',
      value: wish.unit ?? '',
    }));
}

/** Who has left, or leaves by this file, leads nothing. */
function faultsOfLeaders(
  units: readonly UnitWish[],
  people: readonly PersonWish[],
  { present, personIds }: Ids & { readonly present: Present },
): RosterFault[] {
  const status = new Map<string, string>(present.people.map((person) => [person.id, person.status]));
  for (const wish of people) status.set(wish.id, wish.status ?? status.get(wish.id) ?? 'active');
  return units
    .filter((wish) => wish.leader && status.get(personIds.get(key(wish.leader)) ?? '') === 'left')
    .map((wish) => ({
      file: 'units',
      line: wish.line,
      column: UNIT_COLUMNS.leader[0],
      code: 'leaderLeft',
      value: wish.leader ?? '',
    }));
}

type Timed = { readonly at: number | null; readonly change: Change };

/** Units from the top down, then people, then leaders, who may be new: in this order each step can be made. */
function changesOf(
  units: readonly UnitWish[],
  people: readonly PersonWish[],
  now: Ids & { readonly present: Present },
): Timed[] {
  const known = new Map(now.present.units.map((unit) => [unit.id, unit]));
  const shaped = topDown(units, now).flatMap((wish) => unitChange(wish, known.get(wish.id), now));
  const persons = people.flatMap((wish) => personChanges(wish, now));
  const comes = new Map(people.map((wish) => [wish.id, wish.at]));
  const leaders = units.flatMap((wish): Timed[] => {
    if (wish.leader === undefined) return [];
    const leaderId = wish.leader === '' ? null : (now.personIds.get(key(wish.leader)) ?? null);
    const isNew = !now.present.people.some((person) => person.id === leaderId);
    // Who is not there before their day leads from that day on.
    const at = isNew && leaderId !== null ? (comes.get(leaderId) ?? null) : null;
    return leaderId === (known.get(wish.id)?.leaderId ?? null)
      ? []
      : [{ at, change: { kind: 'saveUnit', id: wish.id, leaderId } }];
  });
  return [...shaped, ...persons, ...leaders];
}

function topDown(units: readonly UnitWish[], { unitIds }: Ids): UnitWish[] {
  const byId = new Map(units.map((wish) => [wish.id, wish]));
  const done = new Set<string>();
  const order: UnitWish[] = [];
  const visit = (wish: UnitWish): void => {
    if (done.has(wish.id)) return;
    done.add(wish.id);
    const parent = wish.parent ? byId.get(unitIds.get(key(wish.parent)) ?? '') : undefined;
    if (parent) visit(parent);
    order.push(wish);
  };
  units.forEach(visit);
  return order;
}

function unitChange(wish: UnitWish, known: Unit | undefined, { unitIds }: Ids): Timed[] {
  const label = { zh: wish.name, en: wish.nameEn ?? known?.label.en ?? '' };
  const parentId = wish.parent ? (unitIds.get(key(wish.parent)) ?? null) : null;
  if (!known)
    return [{ at: null, change: { kind: 'saveUnit', id: wish.id, label, parentId, leaderId: null } }];
  const change = {
    ...(label.zh !== known.label.zh || label.en !== known.label.en ? { label } : {}),
    ...(wish.parent !== undefined && parentId !== known.parentId ? { parentId } : {}),
  };
  return Object.keys(change).length === 0
    ? []
    : [{ at: null, change: { kind: 'saveUnit', id: wish.id, ...change } }];
}

function personChanges(wish: PersonWish, { present, unitIds }: Ids & { readonly present: Present }): Timed[] {
  const { id, login, name, at } = wish;
  const known = present.people.find((person) => person.id === id);
  const unitId = wish.unit ? (unitIds.get(key(wish.unit)) ?? null) : null;
  if (!known) {
    const added: Timed = { at, change: { kind: 'addPerson', id, login, name, unitId } };
    return wish.status === 'left' ? [] : [added];
  }
  const change = {
    ...(name === known.name ? {} : { name }),
    ...(wish.unit === undefined || unitId === known.unitId ? {} : { unitId }),
    ...(wish.status === undefined || wish.status === known.status ? {} : { status: wish.status }),
  };
  return Object.keys(change).length === 0
    ? []
    : [{ at, change: { kind: 'changePerson', personId: id, ...change } }];
}
