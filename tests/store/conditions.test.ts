import { Condition, holds } from '#domain/conditions';
import { factsAbout, testedBy } from '#domain/routing';
import { conditionToSql, jsonPlace, opportunityPlace } from '#store/conditions';
import { anyAttributes, anyCondition, dice, NOW } from '#support/conditions';
import { desk } from '#support/desk';
import { addWaiting, arrange, furnish } from '#support/routing-office';
import { sql } from 'kysely';
import { expect, test } from 'vitest';

type Row = {
  id: number;
  attributes: string;
  lineId: string;
  source: string;
  amountMinor: number | null;
  currency: string | null;
  createdAt: number;
};

test('SQL finds exactly the rows for which a condition holds, whatever is stored in them', async () => {
  const { console } = await desk();
  const { raw, db } = console.store;
  const chance = dice(20_261_125);
  await arrange(console, () => {
    furnish(console, []);
    const first = addWaiting(
      console,
      Array.from({ length: 60 }, () => ({})),
    );
    const change = raw.prepare(
      'UPDATE opportunities SET attributes = ?, amount_minor = ?, currency = ?, source = ?, created_at = ? WHERE id = ?',
    );
    for (let id = first; id < first + 60; id += 1)
      change.run(
        anyAttributes(chance),
        chance.pick([null, 0, 1, 10, 123_456, 100_000, 30]),
        chance.pick([null, 'CNY', 'JPY', 'KWD', 'USD']),
        chance.pick(['test', '', 'a', '1']),
        chance.pick([1000, NOW, NOW - 86_400_000]),
        id,
      );
  });
  const rows = await db
    .selectFrom('opportunities')
    .select(['id', 'attributes', 'lineId', 'source', 'amountMinor', 'currency', 'createdAt'])
    .orderBy('id')
    .execute();
  const conditions = Array.from({ length: 1500 }, () => anyCondition(chance, chance.below(4)));
  let held = 0;
  for (let from = 0; from < conditions.length; from += 50) {
    const some = conditions.slice(from, from + 50);
    const columns = some.map((one, index) =>
      conditionToSql(Condition.parse(one), opportunityPlace, NOW).as(`c${index}`),
    );
    const answers = await db.selectFrom('opportunities').select(columns).orderBy('id').execute();
    for (const [place, condition] of some.entries()) {
      const read = factsAbout(
        testedBy([{ id: 'r', name: '', groupId: 'g', isOn: true, note: '', condition }]),
      );
      for (const [at, row] of rows.entries()) {
        const { facts } = read({ ...(row satisfies Row), isOpen: true });
        const said = holds(condition, facts, NOW);
        if (said) held += 1;
        const answer = (answers[at] as Record<string, unknown> | undefined)?.[`c${place}`];
        expect(answer, JSON.stringify({ condition, row })).toBe(Number(said));
      }
    }
  }
  expect(held).toBeGreaterThan(10_000);
  expect(held).toBeLessThan(80_000);
});

test('a condition of two hundred parts in eight groups is still one statement', async () => {
  const { console } = await desk();
  const parts = Array.from(
    { length: 200 },
    (_, index): Condition => ({
      op: 'notOneOf',
      attribute: `a${index}`,
      values: ['x'],
    }),
  );
  let condition: Condition = { all: parts };
  for (let depth = 1; depth < 8; depth += 1)
    condition = { any: [condition, ...parts.map((part) => ({ not: part }))].slice(0, 200) };
  expect(Condition.safeParse(condition).success).toBe(true);
  const answer = conditionToSql(condition, (key) => jsonPlace('t.json', key), NOW);
  const { rows } = await sql<{
    said: number;
  }>`SELECT ${answer} AS said FROM (SELECT '{}' AS json) AS t`.execute(console.store.db);
  expect(rows).toEqual([{ said: 1 }]);
});

test('half a character is refused in a condition: it would be found here and not there', () => {
  for (const value of ['\uD83D', 'a\uDE00'])
    expect(Condition.safeParse({ op: 'contains', attribute: 'city', value }).success).toBe(false);
});
