import { desk, type Desk } from '#support/desk';
import { fillerRow, insertRow } from '#support/rows';
import { beforeEach, expect, test } from 'vitest';

const T = 1_780_000_000_000;
let it: Desk;

/**
 * Two teams: 'ann' and 'bob' under the leader 'lea' in one, 'cid' in the other. Four cards, five opportunities, one of
 * them nobody's; follow-ups by each rep; orders of a known card, of another, and of an unknown contact.
 */
beforeEach(async () => {
  it = await desk();
  it.console.store.raw.exec(`
    INSERT INTO command_context VALUES (1, 'test', 'system', ${T});
    INSERT INTO units VALUES ('one', NULL, '一组', 'One', NULL, NULL), ('two', NULL, '二组', 'Two', NULL, NULL);
    INSERT INTO users VALUES ('ann', 'ann', '安', 'one', 'active', 't', 'ann', 0), ('bob', 'bob', '博', 'one', 'left', 't', 'bob', 0),
      ('lea', 'lea', '李', 'one', 'active', 't', 'lea', 0), ('cid', 'cid', '西', 'two', 'active', 't', 'cid', 0),
      ('all', 'all', '全', NULL, 'active', 't', 'all', 0), ('nil', 'nil', '无', 'one', 'active', 't', 'nil', 0);
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('rep', '销售', 'Rep', '["contacts.view","orders.view"]');
    INSERT INTO user_roles (user_id, role_id) SELECT id, 'rep' FROM users;
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT users.id, g.value, CASE users.id WHEN 'lea' THEN 'subtree' WHEN 'all' THEN 'all' ELSE 'own' END, '[]'
      FROM users, json_each('["contacts","orders"]') AS g WHERE users.id <> 'nil';
    INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES ('car', '整车', 'Cars', 'phone', 1), ('part', '配件', 'Parts', 'phone', 0);
    INSERT INTO product_categories VALUES ('fruit', '水果', 'Fruit'), ('meat', '肉', 'Meat');
    INSERT INTO products VALUES ('pear', 'PEAR', '梨', 'Pear', 'fruit', 'car'), ('pork', 'PORK', '猪肉', 'Pork', 'meat', NULL);
    INSERT INTO distribution_groups (id, label_zh, label_en, fallback_group_id, is_on) VALUES ('g', '甲组', 'Group A', NULL, 1);
    INSERT INTO cards VALUES (1, 'phone', '+8613800138000', '王一', '天山车行', NULL, ${T}),
      (2, 'phone', '+8613900139000', '李二', '100%_好', NULL, ${T}), (3, 'email', 'x@y.com', 'Zoë', 'Alps', NULL, ${T}),
      (4, 'account', 'ACC-4', '', '', NULL, ${T});
    INSERT INTO opportunities (id, source, external_id, card_id, line_id, grain_key, title, status, stage, attributes, owner_id,
        group_id, amount_minor, currency, routing_state, created_at) VALUES
      (1, 't', '1', 1, 'car', 'k1', '买车', 'open', '初访', '{"region":"east","tags":["a","b"]}', 'ann', 'g', 500, 'CNY', 'routed', ${T} + 1),
      (2, 't', '2', 1, 'part', 'k1', '轮胎', 'won', '签约', '{}', 'cid', NULL, NULL, NULL, 'routed', ${T} + 2),
      (3, 't', '3', 2, 'car', 'k2', '', 'open', '', '{"region":"west"}', 'bob', 'g', 900, 'CNY', 'routed', ${T} + 3),
      (4, 't', '4', 3, 'car', 'k3', 'Fleet', 'lost', '', '{}', NULL, NULL, 100, 'EUR', 'waiting', ${T} + 4),
      (5, 't', '5', 4, 'part', 'k4', '', 'open', '', '{}', 'cid', NULL, NULL, NULL, 'none', ${T} + 4);
    INSERT INTO follow_ups (id, source, external_id, card_id, line_id, user_id, channel, outcome, note, duration_seconds, happened_at, recorded_at)
      VALUES (1, 't', '1', 1, 'car', 'ann', 'call', '已接通', '', 60, ${T} + 10, ${T} + 11), (2, 't', '2', 1, NULL, 'cid', 'visit', '', '', NULL, ${T} + 20, ${T} + 21),
        (3, 't', '3', 2, NULL, 'bob', 'call', '', '', NULL, ${T} + 30, ${T} + 30);
    INSERT INTO orders (id, source, external_id, card_id, contact_raw, product_id, product_raw, amount_minor, currency, closed_at) VALUES
      (1, 't', 'SO-1', 1, '138', 'pear', 'PEAR', 1000, 'CNY', ${T} + 100), (2, 't', 'SO-2', 4, 'ACC-4', 'pork', 'PORK', 2000, 'CNY', ${T} + 200),
      (3, 't', 'SO-3', NULL, '?? 电话', NULL, '旧货', 300, 'USD', ${T} + 300), (4, 't', 'SO-4', 2, '139', NULL, '  ', 40, 'CNY', ${T} + 400);
    INSERT INTO refunds (source, external_id, order_id, amount_minor, refunded_at) VALUES ('t', 'R1', 1, 100, ${T} + 500), ('t', 'R2', 1, 50, ${T} + 600);
    DELETE FROM command_context;`);
});

type Input = Record<string, unknown>;
const ids = (page: { rows: { id: number }[] }) => page.rows.map(({ id }) => id);
const opportunities = async (input: Input, as?: string) =>
  ids(await it.tell('contacts.listOpportunities', input, as));
const cards = async (input: Input, as?: string) => ids(await it.tell('contacts.listCards', input, as));
const followUps = async (input: Input, as?: string) =>
  ids(await it.tell('contacts.listFollowUps', input, as));
const orders = async (input: Input, as?: string) => ids(await it.tell('orders.listOrders', input, as));
const notFound = (what: string, id: string) => ({
  ok: false,
  error: { code: 'api.notFound', params: { what, id } },
});

test('opportunities come newest first, with everything that a row shows', async () => {
  const page = await it.tell('contacts.listOpportunities', {});
  expect(ids(page)).toEqual([5, 4, 3, 2, 1]);
  expect(page.total).toBe(5);
  expect(page.rows.at(-1)).toEqual({
    id: 1,
    title: '买车',
    cardId: 1,
    contact: '+8613800138000',
    cardName: '王一',
    lineId: 'car',
    line: { zh: '整车', en: 'Cars' },
    status: 'open',
    stage: '初访',
    ownerId: 'ann',
    ownerName: '安',
    groupId: 'g',
    group: { zh: '甲组', en: 'Group A' },
    routingState: 'routed',
    amountMinor: 500,
    currency: 'CNY',
    attributes: { region: 'east', tags: ['a', 'b'] },
    createdAt: T + 1,
    assignedAt: null,
  });
});

test('opportunities are sorted either way, those without an amount last', async () => {
  expect(await opportunities({ sort: 'createdAt' })).toEqual([1, 2, 3, 4, 5]);
  expect(await opportunities({ sort: '-amount' })).toEqual([3, 1, 4, 5, 2]);
  expect(await opportunities({ sort: 'amount' })).toEqual([4, 1, 3, 2, 5]);
});

test('a page is a slice, and the total is of all', async () => {
  const page = await it.tell('contacts.listOpportunities', { offset: 1, limit: 2 });
  expect([ids(page), page.total]).toEqual([[4, 3], 5]);
  expect(await it.tell('contacts.listOpportunities', { offset: 99 })).toEqual({ rows: [], total: 5 });
});

test('each filter narrows, and filters narrow together', async () => {
  for (const [input, found] of [
    [{ cardId: 1 }, [2, 1]],
    [{ lineId: 'part' }, [5, 2]],
    [{ status: 'open' }, [5, 3, 1]],
    [{ routingState: 'waiting' }, [4]],
    [{ ownerId: 'cid' }, [5, 2]],
    [{ groupId: 'g' }, [3, 1]],
    [{ groupId: 'g', status: 'open', ownerId: 'ann' }, [1]],
    [{ lineId: 'none' }, []],
  ] as const)
    expect(await opportunities(input)).toEqual(found);
});

test('the search finds contact, name, company and title, takes signs literally, and a phone as it is spoken', async () => {
  for (const [search, found] of [
    ['王', [2, 1]],
    ['天山', [2, 1]],
    ['138 0013-8000', [2, 1]],
    ['fleet', [4]],
    ['X@Y', [4]],
    ['100%', [3]],
    ['%', [3]],
    ['_', [3]],
    ['\\', []],
    ["'; DROP TABLE cards; --", []],
    ['  ', [5, 4, 3, 2, 1]],
  ] as const)
    expect(await opportunities({ search }), search).toEqual(found);
  expect(await cards({ search: '李' })).toEqual([2]);
  expect(await followUps({ search: '138 0013' })).toEqual([2, 1]);
});

test('a rep sees what is theirs, a leader what is the team’s, and unowned rows only who sees all', async () => {
  expect(await opportunities({}, 'ann')).toEqual([1]);
  expect(await opportunities({}, 'lea')).toEqual([3, 1]);
  expect(await opportunities({}, 'cid')).toEqual([5, 2]);
  expect(await opportunities({}, 'all')).toEqual([5, 4, 3, 2, 1]);
  expect(await opportunities({}, 'nil')).toEqual([]);
  expect(await opportunities({ ownerId: 'cid' }, 'ann')).toEqual([]);
  expect(await opportunities({ search: '王' }, 'ann')).toEqual([1]);
});

test('a card is seen with an opportunity that is, and counts only those', async () => {
  expect(await cards({})).toEqual([4, 3, 2, 1]);
  expect(await it.tell('contacts.listCards', {}, 'ann')).toMatchObject({
    total: 1,
    rows: [{ id: 1, opportunities: 1 }],
  });
  expect(await it.tell('contacts.listCards', { kind: 'phone' }, 'all')).toMatchObject({
    total: 2,
    rows: [{ id: 2 }, { id: 1, opportunities: 2 }],
  });
  expect(await cards({}, 'lea')).toEqual([2, 1]);
  expect(await cards({}, 'nil')).toEqual([]);
});

test('follow-ups are those of the people whom a scope names', async () => {
  expect(await followUps({})).toEqual([3, 2, 1]);
  expect(await followUps({}, 'lea')).toEqual([3, 1]);
  expect(await followUps({ cardId: 1 }, 'ann')).toEqual([1]);
  expect(await followUps({}, 'nil')).toEqual([]);
  expect(await followUps({ channel: 'call', sort: 'happenedAt' })).toEqual([1, 3]);
  expect(await followUps({ userId: 'cid' })).toEqual([2]);
  expect(await followUps({ from: T + 20, to: T + 30 })).toEqual([2]);
});

test('an opportunity opens with its card, the siblings and follow-ups that may be seen', async () => {
  const full = await it.tell('contacts.getOpportunity', { id: 1 });
  expect(full).toMatchObject({
    opportunity: { id: 1 },
    card: { id: 1, opportunities: 2 },
    siblings: [{ id: 2 }],
  });
  expect([full.followUps.map(({ id }) => id), full.followUpTotal]).toEqual([[2, 1], 2]);
  const own = await it.tell('contacts.getOpportunity', { id: 1 }, 'ann');
  expect(own).toMatchObject({
    card: { opportunities: 1 },
    siblings: [],
    followUps: [{ id: 1 }],
    followUpTotal: 1,
  });
});

test('what is not there and what may not be seen are the same refusal', async () => {
  expect(await it.ask('contacts.getOpportunity', { id: 99 })).toEqual(notFound('opportunity', '99'));
  expect(await it.ask('contacts.getOpportunity', { id: 2 }, 'ann')).toEqual(notFound('opportunity', '2'));
  expect(await it.ask('contacts.getOpportunity', { id: 4 }, 'lea')).toEqual(notFound('opportunity', '4'));
  expect(await it.ask('orders.getOrder', { id: 99 })).toEqual(notFound('order', '99'));
  expect(await it.ask('orders.getOrder', { id: 2 }, 'ann')).toEqual(notFound('order', '2'));
});

test('orders are listed with refunds, and summed by currency over all that match, not over the page', async () => {
  const page = await it.tell('orders.listOrders', { limit: 1 });
  expect(page).toMatchObject({ total: 4, rows: [{ id: 4, product: { zh: '—' }, category: null }] });
  expect(page.sums).toEqual([
    { currency: 'CNY', amountMinor: 3040, refundedMinor: 150 },
    { currency: 'USD', amountMinor: 300, refundedMinor: 0 },
  ]);
  expect(await it.tell('orders.getOrder', { id: 1 })).toMatchObject({
    contact: '+8613800138000',
    product: { zh: '梨' },
    category: { en: 'Fruit' },
    refundedMinor: 150,
    refunds: [{ externalId: 'R1' }, { externalId: 'R2' }],
  });
  expect(await it.tell('orders.getOrder', { id: 3 })).toMatchObject({
    contact: '?? 电话',
    product: { zh: '旧货', en: '' },
  });
});

test('orders are filtered, searched and sorted', async () => {
  for (const [input, found] of [
    [{ cardId: 1 }, [1]],
    [{ productId: 'pork' }, [2]],
    [{ categoryId: 'fruit' }, [1]],
    [{ refunded: true }, [1]],
    [{ refunded: false }, [4, 3, 2]],
    [{ from: T + 200, to: T + 400 }, [3, 2]],
    [{ search: 'so-2' }, [2]],
    [{ search: '王一' }, [1]],
    [{ search: '电话' }, [3]],
    [{ sort: '-amount' }, [2, 1, 3, 4]],
    [{ sort: 'closedAt' }, [1, 2, 3, 4]],
  ] as const)
    expect(await orders(input)).toEqual(found);
});

test('orders are seen by who has the customer, and by who has the credit', async () => {
  expect(await orders({}, 'ann')).toEqual([1]);
  expect(await orders({}, 'cid')).toEqual([2, 1]);
  expect(await orders({}, 'lea')).toEqual([4, 1]);
  expect(await orders({}, 'all')).toEqual([4, 3, 2, 1]);
  expect(await orders({}, 'nil')).toEqual([]);
  expect((await it.tell('orders.listOrders', {}, 'ann')).sums).toEqual([
    { currency: 'CNY', amountMinor: 1000, refundedMinor: 150 },
  ]);
  credit(1, 'done', 2, 'ann');
  expect(await orders({}, 'ann')).toEqual([2, 1]);
  expect(await it.tell('orders.getOrder', { id: 2 }, 'ann')).toMatchObject({ id: 2 });
  // A run that has not finished credits nobody yet; one that has is the only one that counts.
  credit(2, 'running', 3, 'ann');
  expect(await orders({}, 'ann')).toEqual([2, 1]);
  it.console.store.raw.exec(`UPDATE attribution_runs SET status = 'done' WHERE seq = 2`);
  expect(await orders({}, 'ann')).toEqual([3, 1]);
});

/** A run that credits one order to one rep. */
function credit(run: number, status: 'running' | 'done', orderId: number, repId: string): void {
  const { raw } = it.console.store;
  if (run === 1)
    raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', 0);
      INSERT INTO policy_versions VALUES ('p', 1, 'draft', '{}', '{}', '', 1, 'system', 0, NULL, NULL);
      DELETE FROM command_context`);
  // Only what the list reads matters here.
  raw.pragma('ignore_check_constraints = ON');
  const runRow = { seq: run, job_id: String(run), policy_version_id: 'p', status };
  insertRow(raw, 'attribution_runs', fillerRow(raw, 'attribution_runs', runRow));
  const credited = { run_seq: run, order_id: orderId, rep_id: repId, bucket: 'attributed' };
  insertRow(raw, 'attributions', fillerRow(raw, 'attributions', credited));
  raw.pragma('ignore_check_constraints = OFF');
}

test('the catalogue of lines and products is in its order, and closed to who may do nothing', async () => {
  expect((await it.tell('contacts.listLines', {}, 'nil')).map(({ id }) => id)).toEqual(['part', 'car']);
  const { products, categories } = await it.tell('orders.listProducts', {}, 'ann');
  expect(products).toEqual([
    { id: 'pear', code: 'PEAR', label: { zh: '梨', en: 'Pear' }, categoryId: 'fruit', lineId: 'car' },
    { id: 'pork', code: 'PORK', label: { zh: '猪肉', en: 'Pork' }, categoryId: 'meat', lineId: null },
  ]);
  expect(categories.map(({ id }) => id)).toEqual(['fruit', 'meat']);
  it.console.store.raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    DELETE FROM user_roles WHERE user_id = 'nil'; DELETE FROM command_context`);
  expect(await it.tell('contacts.listLines', {}, 'nil')).toEqual([]);
  expect(await it.tell('orders.listProducts', {}, 'nil')).toEqual({ categories: [], products: [] });
  expect(await it.tell('tagging.listAttributes', {}, 'nil')).toEqual([]);
});

const attribute = (key: string, kind: 'enum' | 'set' | 'text', codes: string[], position = 0) => ({
  key,
  kind,
  label: { zh: key, en: '' },
  values: codes.map((code) => ({ code, label: { zh: code, en: '' } })),
  position,
});

test('an attribute is added and changed, and the catalogue keeps its order', async () => {
  await it.tell('tagging.saveAttribute', attribute('level', 'enum', ['a'], 2));
  await it.tell('tagging.saveAttribute', attribute('region', 'enum', ['east', 'west'], 1));
  await it.tell('tagging.saveAttribute', attribute('level', 'set', ['a', 'b'], 0));
  expect(await it.tell('tagging.listAttributes', {})).toEqual([
    attribute('level', 'set', ['a', 'b'], 0),
    attribute('region', 'enum', ['east', 'west'], 1),
  ]);
});

test('an attribute that opportunities hold keeps its kind and the values they hold', async () => {
  await it.tell('tagging.saveAttribute', attribute('region', 'enum', ['east', 'west', 'north']));
  await it.tell('tagging.saveAttribute', attribute('tags', 'set', ['a', 'b', 'c']));
  const inUse = (key: string, opportunities: number) => ({
    ok: false,
    error: { code: 'tagging.attributeInUse', params: { key, opportunities } },
  });
  expect(await it.ask('tagging.saveAttribute', attribute('region', 'text', []))).toEqual(inUse('region', 2));
  expect(await it.ask('tagging.saveAttribute', attribute('region', 'enum', ['east']))).toEqual(
    inUse('region', 1),
  );
  expect(await it.ask('tagging.saveAttribute', attribute('tags', 'set', ['a', 'c']))).toEqual(
    inUse('tags', 1),
  );
  expect(await it.ask('tagging.saveAttribute', attribute('tags', 'set', ['b', 'a']))).toMatchObject({
    ok: true,
  });
  expect(await it.ask('tagging.saveAttribute', attribute('region', 'enum', ['west', 'east']))).toMatchObject({
    ok: true,
  });
});

test('a list of values names each code once, and only choices have one', async () => {
  expect(await it.ask('tagging.saveAttribute', attribute('level', 'enum', ['a', 'b', 'a']))).toEqual({
    ok: false,
    error: { code: 'tagging.repeatedCode', params: { key: 'level', code: 'a' } },
  });
  expect(await it.ask('tagging.saveAttribute', attribute('level', 'text', ['a']))).toEqual({
    ok: false,
    error: { code: 'tagging.valuesNotUsed', params: { key: 'level', kind: 'text' } },
  });
  expect(await it.ask('tagging.saveAttribute', attribute('level', 'text', []), 'ann')).toMatchObject({
    error: { code: 'api.notPermitted' },
  });
});
