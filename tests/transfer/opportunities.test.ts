import { importDesk } from '#support/import-desk';
import { expect, test } from 'vitest';

const lines = 'code,name,name en,grain\nfresh,生鲜,Fresh,phone\nshop,门店业务,Shop,shop\n';
const lineColumns = { externalId: 'code', name: 'name', nameEn: 'name en', grain: 'grain' };
const people = 'id,name,team\nr1,陈伟,\nr2,Anna Snelling,\n';

/** A desk with two lines and two reps, brought by imports themselves. */
async function office() {
  const made = await importDesk();
  await made.bring(lines, { kind: 'lines', source: 'setup', mapping: { columns: lineColumns } });
  await made.bring(people, {
    kind: 'reps',
    source: 'setup',
    mapping: { columns: { externalId: 'id', name: 'name' } },
  });
  return made;
}

const header = '编号,手机,姓名,公司,业务线,状态,负责人,金额,创建时间';
const columns = {
  externalId: '编号',
  contact: '手机',
  name: '姓名',
  company: '公司',
  line: '业务线',
  status: '状态',
  owner: '负责人',
  amount: '金额',
  createdAt: '创建时间',
};
const choice = { kind: 'opportunities', source: 'crm', mapping: { columns } } as const;
const file = (...rows: string[]) => [header, ...rows].join('\r\n');

test('rows become cards and opportunities; the preview said exactly what the commit did', async () => {
  const { bring, rows } = await office();
  const done = await bring(
    file(
      'E1,138 0013 8000,张三,,生鲜,,,"1,234.50",2026-01-02',
      'E2,13800138000,,,shop,进行中,陈伟,,',
      'E3,010-62345678转8001,李四,好店,Shop,赢单,r2,99,2026/1/3 10:00',
      'E4,abc,王五,,生鲜,,,,',
      'E5,13900139000,,,没有这条线,,,,',
      'E6,13900139001,,,生鲜,,nobody,,',
    ),
    choice,
  );
  expect(done.counts).toEqual({ rows: 6, fresh: 3, updated: 0, unchanged: 0, duplicate: 0, rejected: 3 });
  expect(done.previewed).toEqual(done.counts);
  expect(done.rejected.map(({ line, reasons }) => [line, reasons[0]?.field, reasons[0]?.code])).toEqual([
    [5, 'contact', 'notAPhone'],
    [6, 'line', 'unknownLine'],
    [7, 'owner', 'unknownPerson'],
  ]);
  expect(rows('SELECT kind, contact, name FROM cards ORDER BY id')).toEqual([
    { kind: 'phone', contact: '+8613800138000', name: '张三' },
    { kind: 'phone', contact: '+861062345678;ext=8001', name: '李四' },
  ]);
  expect(
    rows(
      `SELECT external_id, grain_key, status, routing_state, amount_minor, currency, created_at, owner_id IS NOT NULL AS owned FROM opportunities ORDER BY id`,
    ),
  ).toMatchObject([
    {
      external_id: 'E1',
      grain_key: '+8613800138000',
      status: 'open',
      routing_state: 'waiting',
      amount_minor: 123_450,
      currency: 'CNY',
      created_at: Date.UTC(2026, 0, 1, 16),
      owned: 0,
    },
    { external_id: 'E2', status: 'open', routing_state: 'none', amount_minor: null, owned: 1 },
    {
      external_id: 'E3',
      grain_key: '好店',
      status: 'won',
      routing_state: 'none',
      amount_minor: 9900,
      owned: 1,
    },
  ]);
});

test('the same file again changes nothing; a changed row changes only what it says', async () => {
  const { bring, rows } = await office();
  const first = file('E1,13800138000,张三,,生鲜,,,100,2026-01-02', 'E2,13900139000,,,生鲜,,,,2026-01-02');
  await bring(first, choice);
  const again = await bring(first, choice);
  expect(again.counts).toMatchObject({ rows: 2, unchanged: 2 });
  const changed = await bring(file('E1,13800138000,,,生鲜,,陈伟,,', 'E2,13900139000,,,生鲜,,,,'), choice);
  expect(changed.counts).toMatchObject({ rows: 2, updated: 1, unchanged: 1 });
  expect(changed.previewed).toEqual(changed.counts);
  expect(rows(`SELECT amount_minor, routing_state FROM opportunities WHERE external_id = 'E1'`)).toEqual([
    { amount_minor: 10_000, routing_state: 'none' },
  ]);
});

test('two open opportunities of one lead entity on one line cannot come in: not beside each other, not against the store', async () => {
  const { bring, rows } = await office();
  const done = await bring(
    file(
      'E1,13800138000,,,生鲜,,,,',
      'E2,+86 138-0013-8000,,,生鲜,,,,',
      'E3,13800138000,,,生鲜,输单,,,',
      'E4,13800138000,,,shop,,,,',
      'E5,13900139000,,好店,shop,,,,',
      'E6,13900139001,,好店,shop,,,,',
      'E1,13800138000,,,生鲜,,,,',
    ),
    choice,
  );
  expect(done.counts).toEqual({ rows: 7, fresh: 4, updated: 0, unchanged: 0, duplicate: 1, rejected: 2 });
  expect(done.previewed).toEqual(done.counts);
  expect(done.rejected.map(({ line, reasons }) => [line, reasons[0]?.code, reasons[0]?.value])).toEqual([
    [3, 'alreadyOpen', '+8613800138000'],
    [7, 'alreadyOpen', '好店'],
    [8, 'duplicateInFile', '2'],
  ]);
  const later = await bring(file('E9,13800138000,,,生鲜,,,,'), choice);
  expect(later.counts).toMatchObject({ rejected: 1 });
  const freed = await bring(
    file('E1,13800138000,,,生鲜,输单,,,', 'E9,13800138000,,,生鲜,,,,', 'E8,13800138000,,,生鲜,,,,'),
    choice,
  );
  expect(freed.counts).toMatchObject({ updated: 1, fresh: 1, rejected: 1 });
  expect(freed.previewed).toEqual(freed.counts);
  expect(
    rows(`SELECT count(*) AS open FROM opportunities WHERE status = 'open' AND line_id = 'fresh'`),
  ).toEqual([{ open: 1 }]);
});

test('a file without ids has stable natural keys: again it changes nothing', async () => {
  const { bring } = await office();
  const { externalId: _, ...withoutId } = columns;
  const keyless = { ...choice, mapping: { columns: withoutId } };
  const rows = file('x,13800138000,,,生鲜,,,,2026-01-02', 'y,13900139000,,,shop,,,,2026-01-02');
  expect((await bring(rows, keyless)).counts).toMatchObject({ fresh: 2 });
  expect((await bring(rows, keyless)).counts).toMatchObject({ unchanged: 2 });
});

test('constants, value maps and a choice of rows apply before anything is judged', async () => {
  const { bring, rows } = await office();
  const done = await bring('who,product,stage\nCancity,GTXPro,Won\nIsdom,Other,Open\n,GTXPro,Open\n', {
    kind: 'opportunities',
    source: 'x',
    mapping: {
      columns: { account: 'who', line: 'product', status: 'stage' },
      constants: { amount: '12', currency: 'usd' },
      values: { line: { GTXPro: 'fresh' }, status: { Won: 'won' } },
      only: { column: 'product', values: ['GTXPro'] },
    },
  });
  expect(done.counts).toMatchObject({ rows: 3, fresh: 1, rejected: 2 });
  expect(done.rejected.map(({ reasons }) => reasons[0]?.code)).toEqual(['notSelected', 'missing']);
  expect(rows('SELECT amount_minor, currency, status FROM opportunities')).toEqual([
    { amount_minor: 1200, currency: 'USD', status: 'won' },
  ]);
});
