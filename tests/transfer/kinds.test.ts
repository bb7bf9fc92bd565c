import { importDesk } from '#support/import-desk';
import { expect, test } from 'vitest';

async function company() {
  const made = await importDesk();
  const source = 'hr';
  await made.bring('区域,团队\n华东,华东一组\n华东,华东二组\n华北,华北一组\n', {
    kind: 'units',
    source,
    mapping: { columns: { name: '区域' } },
  });
  await made.bring('区域,团队\n华东,华东一组\n华东,华东二组\n华北,华北一组\n', {
    kind: 'units',
    source,
    mapping: { columns: { name: '团队', parent: '区域' } },
  });
  await made.bring('工号,姓名,团队,登录\nr1,陈伟,华东一组,chen.wei\nr2,李梅,华北一组,li.mei\n', {
    kind: 'reps',
    source,
    mapping: { columns: { externalId: '工号', name: '姓名', unit: '团队', login: '登录' } },
  });
  await made.bring('code,name\nfresh,生鲜\nfrozen,冷冻\n', {
    kind: 'lines',
    source,
    mapping: { columns: { externalId: 'code', name: 'name' } },
  });
  await made.bring('sku,名称,类别,线\nP1,苹果,水果,生鲜\nP2,猪肉,肉类,\n', {
    kind: 'products',
    source,
    mapping: { columns: { externalId: 'sku', name: '名称', category: '类别', line: '线' } },
  });
  return made;
}

test('units come as a tree, and a circle, an unknown parent and a taken sign-in name are refused', async () => {
  const { bring, rows } = await company();
  expect(
    rows(
      'SELECT u.label_zh AS unit, p.label_zh AS parent FROM units u LEFT JOIN units p ON p.id = u.parent_id ORDER BY u.rowid',
    ),
  ).toEqual([
    { unit: '华东', parent: null },
    { unit: '华北', parent: null },
    { unit: '华东一组', parent: '华东' },
    { unit: '华东二组', parent: '华东' },
    { unit: '华北一组', parent: '华北' },
  ]);
  const wrong = await bring('name,up\n华东,华东一组\n新组,没有\n华南,华东\n', {
    kind: 'units',
    source: 'hr',
    mapping: { columns: { name: 'name', parent: 'up' } },
  });
  expect(wrong.counts).toMatchObject({ fresh: 1, rejected: 2 });
  expect(wrong.rejected.map(({ reasons }) => reasons[0]?.code)).toEqual(['circle', 'unknownUnit']);
  const reps = await bring('id,name,login,state\nr1,陈伟,chen.wei,离职\nr9,别人,LI.MEI,\nr8,王强,,\n', {
    kind: 'reps',
    source: 'hr',
    mapping: { columns: { externalId: 'id', name: 'name', login: 'login', status: 'state' } },
  });
  expect(reps.counts).toMatchObject({ fresh: 1, updated: 1, rejected: 1 });
  expect(reps.previewed).toEqual(reps.counts);
  expect(reps.rejected[0]?.reasons[0]).toEqual({ field: 'login', code: 'loginTaken', value: 'LI.MEI' });
  expect(
    rows(`SELECT name, status, login FROM users WHERE external_id IN ('r1', 'r8') ORDER BY name`),
  ).toEqual([
    { name: '王强', status: 'active', login: 'r8' },
    { name: '陈伟', status: 'left', login: 'chen.wei' },
  ]);
  expect(rows('SELECT count(*) AS n FROM credentials')).toEqual([{ n: 0 }]);
});

test('products bring their categories; a line keeps its grain', async () => {
  const { bring, rows } = await company();
  expect(
    rows(
      'SELECT p.code, c.label_zh AS category, p.line_id FROM products p JOIN product_categories c ON c.id = p.category_id ORDER BY code',
    ),
  ).toEqual([
    { code: 'P1', category: '水果', line_id: 'fresh' },
    { code: 'P2', category: '肉类', line_id: null },
  ]);
  const again = await bring('sku,名称,类别,线\nP1,苹果,水果,fresh\nP2,猪肉,肉,\n', {
    kind: 'products',
    source: 'hr',
    mapping: { columns: { externalId: 'sku', name: '名称', category: '类别', line: '线' } },
  });
  expect(again.counts).toMatchObject({ unchanged: 1, updated: 1 });
  const line = await bring('code,name,grain\nfresh,生鲜,门店\nfrozen,冻品,电话\n', {
    kind: 'lines',
    source: 'hr',
    mapping: { columns: { externalId: 'code', name: 'name', grain: 'grain' } },
  });
  expect(line.counts).toMatchObject({ updated: 1, rejected: 1 });
  expect(line.rejected[0]?.reasons[0]?.field).toBe('grain');
});

test('attributes land on opportunities by id or by contact and line, typed by the catalogue', async () => {
  const { bring, tell, rows } = await company();
  const label = (text: string) => ({ zh: text, en: '' });
  const catalogue = [
    { key: 'city', kind: 'enum', values: [{ code: 'sh', label: label('上海') }] },
    {
      key: 'tags',
      kind: 'set',
      values: [
        { code: 'vip', label: label('重点') },
        { code: 'new', label: label('新') },
      ],
    },
    { key: 'size', kind: 'number', values: [] },
    { key: 'since', kind: 'date', values: [] },
    { key: 'chain', kind: 'boolean', values: [] },
    { key: 'memo', kind: 'text', values: [] },
  ] as const;
  for (const [position, { key, kind, values }] of catalogue.entries())
    await tell('tagging.saveAttribute', { key, kind, label: label(key), values: [...values], position });
  await bring('id,phone,line,city\nE1,13800138000,fresh,上海\nE2,13900139000,fresh,\n', {
    kind: 'opportunities',
    source: 'crm',
    mapping: { columns: { externalId: 'id', contact: 'phone', line: 'line', 'attribute:city': 'city' } },
  });
  const text = [
    'id,phone,line,city,tags,size,since,chain,memo',
    'E1,,,,重点、new,"1,200",2026-01-02,是,老客户',
    ',13900139000,生鲜,sh,,,,否,',
    'E9,,,sh,,,,,',
    'E1,,,东京,,,,,',
    'E2,,,,vip;nope,x,,也许,',
  ].join('\n');
  const columns = Object.fromEntries(catalogue.map(({ key }) => [`attribute:${key}`, key]));
  const done = await bring(text, {
    kind: 'attributes',
    source: 'crm',
    mapping: { columns: { externalId: 'id', contact: 'phone', line: 'line', ...columns } },
  });
  expect(done.counts).toMatchObject({ rows: 5, updated: 2, rejected: 3 });
  expect(done.previewed).toEqual(done.counts);
  expect(done.rejected.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
    ['unknownOpportunity'],
    ['unknownValue'],
    ['unknownValue', 'notANumber', 'notABoolean'],
  ]);
  expect(
    rows<{ attributes: string }>('SELECT attributes FROM opportunities ORDER BY id').map((row) =>
      JSON.parse(row.attributes),
    ),
  ).toEqual([
    {
      chain: true,
      city: 'sh',
      memo: '老客户',
      since: Date.UTC(2026, 0, 1, 16),
      size: 1200,
      tags: ['vip', 'new'],
    },
    { chain: false, city: 'sh' },
  ]);
});

const followUps = {
  kind: 'followUps',
  source: 'pbx',
  mapping: {
    columns: {
      externalId: 'id',
      contact: 'phone',
      user: 'rep',
      happenedAt: 'at',
      channel: 'by',
      note: 'note',
      durationSeconds: 'sec',
    },
  },
} as const;

test('follow-ups are facts: the same again is unchanged, another content under the same id is refused', async () => {
  const { bring, rows } = await company();
  const head = 'id,phone,rep,at,by,note,sec\n';
  const done = await bring(
    `${head}F1,13800138000,陈伟,2026-01-02 10:00,电话,聊过,65\nF2,13800138000,li.mei,2026-01-03,微信,,\nF3,13800138000,没有,2026-01-03,,,\nF4,13800138000,r1,昨天,,,-5\n`,
    followUps,
  );
  expect(done.counts).toMatchObject({ fresh: 2, rejected: 2 });
  expect(done.rejected.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
    ['unknownPerson'],
    ['notANumber', 'notADate'],
  ]);
  const again = await bring(
    `${head}F1,+86 138 0013 8000,r1,2026/1/2 10:00,call,聊过,65\nF2,13800138000,li.mei,2026-01-04,微信,,\n`,
    followUps,
  );
  expect(again.counts).toMatchObject({ unchanged: 1, rejected: 1 });
  expect(again.previewed).toEqual(again.counts);
  expect(again.rejected[0]?.reasons[0]).toEqual({ field: null, code: 'factChanged', value: 'F2' });
  expect(rows('SELECT count(*) AS n FROM follow_ups')).toEqual([{ n: 2 }]);
});

const orders = {
  kind: 'orders',
  source: 'erp',
  mapping: {
    columns: {
      externalId: '单号',
      contact: '电话',
      product: '商品',
      amount: '金额',
      closedAt: '时间',
      refundOf: '原单',
    },
  },
} as const;

test('orders and refunds: a refund never takes back more than its order, and an order without a contact still counts', async () => {
  const { bring, rows } = await company();
  const head = '单号,电话,商品,金额,时间,原单\n';
  const done = await bring(
    [
      `${head}O1,13800138000,苹果,100.00,2026-01-02,`,
      'O2,,P2,50,2026-01-02,',
      'R1,,,-30,2026-01-05,O1',
      'R2,,,70.01,2026-01-06,O1',
      'R3,,,70,2026-01-06,O1',
      'R4,,,1,2026-01-06,O9',
      'O3,,,-5,2026-01-06,',
      'O4,,火箭,5,2026-01-06,',
      'O5,,,1.234,2026-01-06,',
    ].join('\n'),
    orders,
  );
  expect(done.counts).toMatchObject({ rows: 9, fresh: 4, rejected: 5 });
  expect(done.previewed).toEqual(done.counts);
  expect(done.rejected.map(({ reasons }) => reasons[0]?.code)).toEqual([
    'refundTooLarge',
    'unknownOrder',
    'missing',
    'unknownProduct',
    'notAnAmount',
  ]);
  expect(rows('SELECT external_id, amount_minor, card_id IS NULL AS nobody FROM orders ORDER BY id')).toEqual(
    [
      { external_id: 'O1', amount_minor: 10_000, nobody: 0 },
      { external_id: 'O2', amount_minor: 5000, nobody: 1 },
    ],
  );
  expect(rows('SELECT sum(amount_minor) AS refunded FROM refunds')).toEqual([{ refunded: 10_000 }]);
  const again = await bring(
    `${head}O1,13800138000,苹果,100,2026-01-02,\nO2,13800138000,P2,50,2026-01-02,\nR1,,,30,2026-01-05,O1\n`,
    orders,
  );
  expect(again.counts).toMatchObject({ unchanged: 2, rejected: 1 });
});
