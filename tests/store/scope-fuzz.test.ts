// One rule, two readings: `decide` on a row and `toSql` on a table, held against each other on a real store, for random
// rule sets, reads and writes. SCOPE_SETS: how many rule sets; SCOPE_SEED: which ones beside those of every run.
import { PAGE_GROUPS, PERMISSIONS } from '#domain/access';
import { decide, type Person, type Policy, resolveRights, SCOPE_KINDS, whoMay } from '#domain/rights';
import { connect, migrate, type Store } from '#store/open';
import { placesIn } from '#store/places';
import { OWNERS, toSql } from '#store/scope';
import { newHome } from '#support/home';
import { label } from '#support/policy';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';

const SETS = Number(process.env['SCOPE_SETS'] ?? 2500);
const ROWS = 400;
const SETS_PER_TABLE = 50;
const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
/** Owners that no policy knows, and nobody, beside the people. */
const OWNER_IDS = [...PEOPLE, 'stranger', "quote'", null, null];

/** Mulberry32: small numbers from a seed, the same on every machine. */
function diceOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const upTo = (count: number) => next() % count;
  const one = <T>(all: readonly T[]): T => all[upTo(all.length)] as T;
  const some = <T>(all: readonly T[], share = 3): T[] => all.filter(() => upTo(share) === 0);
  const span = () => ({ from: upTo(6), to: upTo(2) === 0 ? null : 6 + upTo(4) });
  return { upTo, one, some, span };
}
type Dice = ReturnType<typeof diceOf>;

/** Roles inherit from those before them, units hang below those before them; grants and limits come and end; some people left. */
function randomPolicy({ upTo, one, some, span }: Dice): Policy {
  const roleIds = ['r0', 'r1', 'r2', 'r3', 'r4'];
  const unitIds = ['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6'];
  const several = <T>(count: number, make: () => T) => Array.from({ length: upTo(count + 1) }, make);
  return {
    roles: roleIds.map((id, at) => ({
      id,
      label: label(id),
      parents: some(roleIds.slice(0, at)),
      permissions: some(PERMISSIONS),
      columns: { phone: 'plain', money: 'plain', notes: 'plain' },
    })),
    units: unitIds.map((id, at) => ({
      id,
      label: label(id),
      parentId: upTo(4) === 0 ? null : (unitIds[upTo(at)] ?? null),
      leaderId: upTo(3) === 0 ? null : one(PEOPLE),
    })),
    people: PEOPLE.map(
      (id): Person => ({
        id,
        name: id,
        unitId: upTo(6) === 0 ? null : one(unitIds),
        status: upTo(7) === 0 ? 'left' : 'active',
        roles: several(3, () => ({ roleId: one(roleIds), ...span() })),
        scopes: several(6, () => ({
          pageGroup: one(PAGE_GROUPS),
          effect: upTo(4) === 0 ? 'limit' : 'show',
          kind: one(SCOPE_KINDS),
          unitIds: some(unitIds),
          ...span(),
        })),
      }),
    ),
    duties: [],
    tests: [],
    needsSecond: false,
  };
}

async function store(): Promise<Store> {
  const opened = connect(placesIn(newHome()).db);
  onTestFinished(() => opened.close());
  await migrate(opened);
  opened.raw.exec(`
    INSERT INTO command_context (id, operation, actor_id, at) VALUES (1, 'test', 'system', 0);
    INSERT INTO users (id, login, name, status, source, external_id, created_at)
      SELECT value, value, value, 'active', 't', value, 0 FROM json_each('${JSON.stringify(OWNER_IDS.filter(Boolean)).replaceAll("'", "''")}');
    INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES ('line', '线', '', 'phone', 0);
    INSERT INTO cards (id, kind, contact, name, company, created_at) VALUES (1, 'phone', 'c', '', '', 0)`);
  return opened;
}

/** Rows of a thrown owner each; some of nobody. */
function throwRows({ raw }: Store, { one }: Dice): (string | null)[] {
  const owners = Array.from({ length: ROWS }, () => one(OWNER_IDS));
  // Facts are not deleted; the rows of before are rolled back.
  raw.exec(raw.inTransaction ? 'ROLLBACK; BEGIN' : 'BEGIN');
  raw
    .prepare(
      `INSERT INTO opportunities (id, source, external_id, card_id, line_id, grain_key, title, status, stage, attributes, owner_id, routing_state, created_at)
        SELECT key, 't', key, 1, 'line', 'g' || key, '', 'open', 's', '{}', value, 'none', 0 FROM json_each(?)`,
    )
    .run(JSON.stringify(owners));
  return owners;
}

/** The ids that a condition reads, those it reads turned round, and those that a write with it changes. */
async function idsOf({ db, raw }: Store, condition: ReturnType<typeof toSql>) {
  const read = async (where: ReturnType<typeof toSql>) => {
    const { rows } = await sql<{
      id: number;
    }>`SELECT id FROM opportunities WHERE ${where} ORDER BY id`.execute(db);
    return rows.map(({ id }) => id);
  };
  raw.exec('SAVEPOINT written');
  await sql`UPDATE opportunities SET title = 'mine' WHERE ${condition}`.execute(db);
  const written = raw.prepare(`SELECT id FROM opportunities WHERE title = 'mine' ORDER BY id`).pluck().all();
  raw.exec('ROLLBACK TO written; RELEASE written');
  return {
    shown: await read(condition),
    hidden: await read(sql`(${condition}) IS NOT TRUE`),
    written,
  };
}

test.each([
  ['those of every run', 4, SETS],
  ['new ones', Number(process.env['SCOPE_SEED'] ?? Date.now() % 1_000_000_000), Math.ceil(SETS / 4)],
])(
  'decide and SQL say the same of every row: %s (seed %i, %i rule sets)',
  async (_, seed, sets) => {
    const opened = await store();
    const dice = diceOf(seed);
    let owners: (string | null)[] = [];
    const met = { shown: 0, hidden: 0, limited: 0 };
    for (let at = 0; at < sets; at += 1) {
      if (at % SETS_PER_TABLE === 0) owners = throwRows(opened, dice);
      const policy = randomPolicy(dice);
      const [personId, moment] = [dice.one(PEOPLE), dice.upTo(10)];
      const [permission, pageGroup] = [dice.one(PERMISSIONS), dice.one(PAGE_GROUPS)];
      const said = `seed ${seed}, rule set ${at}: ${personId} ${permission} ${pageGroup} at ${moment}`;
      const actor = resolveRights(policy, personId, moment);
      if (!actor) {
        if (policy.people.some(({ id, status }) => id === personId && status === 'active'))
          throw new Error(said);
        continue;
      }
      const may = owners.map((ownerId) => decide(actor, permission, { pageGroup, ownerId }));
      const idsWhere = (wanted: boolean) => may.flatMap((is, id) => (is === wanted ? [id] : []));
      const found = await idsOf(opened, toSql(actor, permission, { pageGroup, table: 'opportunities' }));
      expect(found, said).toEqual({
        shown: idsWhere(true),
        hidden: idsWhere(false),
        written: idsWhere(true),
      });
      met.shown += found.shown.length;
      met.hidden += found.hidden.length;
      // And what an explanation says of an owner's rows is what a look at them shows.
      const ownerId = dice.one(OWNER_IDS);
      const seers = whoMay(policy, { kind: 'row', pageGroup, ownerId }, moment).map((one) => one.personId);
      const sees = (id: string) => {
        const rights = resolveRights(policy, id, moment);
        return (
          rights &&
          decide({ ...rights, permissions: new Set([permission]) }, permission, { pageGroup, ownerId })
        );
      };
      expect(seers, `${said}: ${ownerId}`).toEqual(PEOPLE.filter(sees));
      const person = policy.people.find(({ id }) => id === personId);
      met.limited += person?.scopes.some((one) => one.effect === 'limit') ? 1 : 0;
    }
    // No agreement on nothing: rows were shown and hidden, and limits were there.
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(sets / 20);
  },
  600_000,
);

test('every table whose rows belong to somebody has the column that says to whom', async () => {
  const { raw } = await store();
  for (const [table, column] of Object.entries(OWNERS)) {
    const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const columns = raw.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(snake(table));
    expect(columns, table).toContain(snake(column));
  }
});
