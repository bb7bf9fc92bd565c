// No operation comes to a business table around the scope: what the api takes from the store is told whose rows are asked
// for, or stands in a short list with its reason. Jobs are no operations: they work on all rows as the console's own, and
// what they write to a file for somebody is held against marks in tests/api/leaks.test.ts.
import { filesIn, unscopedFrom } from '#support/store-reads';
import { expect, test } from 'vitest';

/** Tables of customers, of what was sold and decided, and of what became of it. */
const BUSINESS = [
  'opportunities',
  'cards',
  'followUps',
  'orders',
  'refunds',
  'decisions',
  'decisionCounts',
  'decisionBlocks',
  'decisionDays',
  'attributions',
  'attributionRollups',
  'attributionListings',
  'assignments',
  'poolItems',
  'poolEvents',
  'poolClocks',
  'merges',
  'opportunityMarks',
  'importRejects',
  'importChanges',
];

/** What the api may take without a scope, and why that shows nobody a row. */
const REASONS: Readonly<Record<string, string>> = {
  'attribution-list.findJudgement': 'one judgement, refused at once where its rep is outside the scope',
  'attribution-list.listRefunds': 'of an order whose judgement was found inside the scope',
  'attribution-list.listTouches':
    'candidates of that order: what they noted is not told, nor who they are outside the scope',
  'attribution-report.countSince': 'three numbers, for who sees everything only',
  'collision.findHolder': 'that a customer is taken: told without owner and row outside the scope',
  'collision.findPlace': 'the place that a new opportunity would have',
  'grain.listJoins':
    'what a change of grain joins, for who may publish it; told as numbers outside the scope',
  'grain.rekey': 'the change of a whole line, for who may publish it',
  'import-batches.listRejects': 'lines of an import of the asker, or for who sees everything',
  'merges.addMerge': 'writes a merge of two sides found inside the scope',
  'merges.change': 'writes a side found inside the scope',
  'merges.findMerge': 'a merge whose sides are looked for inside the scope next',
  'merges.markUndone': 'writes a merge found inside the scope',
  'orders.listRefunds': 'of an order found inside the scope',
  'pool-clocks.listClockSubjects': 'clocks of opportunities found inside the scope',
  'pool-clocks.listHoldings': 'who held an opportunity found inside the scope, for its own clock',
  'pool.addEvent': 'writes what happened to an opportunity found inside the scope',
  'pool.countClaims': 'how many the asker claimed themselves',
  'pool.findOwned': 'one opportunity, refused at once where its owner is outside the scope',
  'pool.give': 'writes an opportunity found inside the scope',
  'pool.listHoldingsOf': "the asker's own cool-down on what the pool shows them",
  'pool.putIntoPool': 'writes an opportunity found inside the scope',
  'record-owners.listRecordOwners': 'whose a record is, for who administers rights; nothing of what it holds',
  'routing-decisions.findDecisionRecord': 'of a decision that was listed inside the scope',
  'row-holdings.countHoldings': 'numbers of rows by person, for who administers rights',
  'tag-marks.addMark': 'writes what is said of an opportunity found inside the scope',
  'tag-marks.saveAttributesOf': 'writes an opportunity found inside the scope',
  'tagging.countHolders': 'how many rows hold a value that somebody wants to take out of the catalogue',
};

const found = () => unscopedFrom(filesIn('api'), filesIn('store'), BUSINESS);

test('what the api takes from the store is told a scope, or has a reason here; and no reason outlives its function', () => {
  expect([...found().keys()].toSorted()).toEqual(Object.keys(REASONS).toSorted());
});

test('most of what the api reads of business rows is told a scope', () => {
  const [api, store] = [filesIn('api'), filesIn('store')];
  const blind = new Map([...store].map(([file, text]) => [file, text.replaceAll('RowScope', 'Whatever')]));
  const all = unscopedFrom(api, blind, BUSINESS);
  expect(all.size).toBeGreaterThan(Object.keys(REASONS).length + 15);
});

test.each([
  [
    'a new read of all rows',
    `export async function listAll(db: Db) {\n  return db.selectFrom('opportunities').selectAll().execute();\n}\n`,
  ],
  ['one in SQL', 'export const listAll = (db: Db) =>\n  sql`SELECT title FROM opportunities`.execute(db);\n'],
  [
    'a join',
    `export async function listAll(db: Db) {\n  return db.selectFrom('units').innerJoin('orders', 'a', 'b').execute();\n}\n`,
  ],
  [
    'a write',
    'export async function listAll(db: Db) {\n  await sql`UPDATE follow_ups SET note = 1`.execute(db);\n}\n',
  ],
  [
    'one behind another',
    `const rows = (db: Db) => db.selectFrom('cards');\n\nexport async function listAll(db: Db) {\n  return rows(db).execute();\n}\n`,
  ],
])('%s that is told no scope is found', (_, text) => {
  const api = filesIn('api').set('new-page', `import { type Row, listAll } from '#store/new-table';\n`);
  const store = filesIn('store').set('new-table', text);
  expect([...unscopedFrom(api, store, BUSINESS).keys()]).toContain('new-table.listAll');
  const told = text.replaceAll('(db: Db)', '(db: Db, scope: RowScope)');
  expect([...unscopedFrom(api, filesIn('store').set('new-table', told), BUSINESS).keys()]).not.toContain(
    'new-table.listAll',
  );
});

test('a type that stands for a scope holds one', () => {
  const text = [...filesIn('store').values()].join('\n');
  for (const name of ['Asker', 'Question', 'TrafficFilter', 'Between', 'LineSight', 'NameSight'])
    expect(new RegExp(`type ${name} = \\{[^}]*RowScope`).test(text), name).toBe(true);
});
