import { grainKeyOf } from '#domain/contacts';
import { importDesk } from '#support/import-desk';
import { poolOffice } from '#support/pool-office';
import { arrange } from '#support/routing-office';
import { describe, expect, test } from 'vitest';

type Row = {
  id: number;
  grain_key: string;
  status: string;
  contact: string;
  company: string;
  entity: string;
};

/** Three open opportunities of 'ann', 'bob' and 'cid', told apart by phone: the first two of one company. */
async function shops() {
  const made = await poolOffice();
  const { console, opportunity, rows, tell } = made;
  const ids = [await opportunity('ann'), await opportunity('bob'), await opportunity('cid', 'west')] as const;
  await arrange(console, () =>
    console.store.raw.exec(`UPDATE opportunities SET grain_key = (SELECT contact FROM cards WHERE id = card_id);
      UPDATE opportunities SET assigned_at = assigned_at - 1000 WHERE id = ${ids[1]};
      UPDATE cards SET company = '好再来' WHERE id IN (SELECT card_id FROM opportunities WHERE id IN (${ids[0]}, ${ids[1]}));
      UPDATE roles SET permissions = json_insert(permissions, '$[#]', 'routing.publish') WHERE id = 'lead'`),
  );
  return {
    ...made,
    ids,
    change: {
      lineId: 'produce',
      revision: 0,
      grain: 'shop',
      colliding: 2,
      onCollision: 'merge',
      reason: '按门店',
    } as const,
    all: () =>
      rows<Row>(
        'SELECT o.*, c.contact, c.company FROM opportunities o JOIN cards c ON c.id = o.card_id ORDER BY o.id',
      ),
    line: async () => (await tell('routing.listLines', {}))[0],
  };
}

const refused = (code: string, params: unknown) => ({ ok: false, error: { code, params } });
const none = {};

describe('a preview of another grain', () => {
  test('counts and lists what would collide, who stays first, and tells of others’ only that they are there', async () => {
    const { ids, opportunity, tell, console } = await shops();
    const input = { lineId: 'produce', grain: 'shop' } as const;
    expect(await tell('routing.previewGrain', input, 'ops')).toMatchObject({
      open: 3,
      changing: 2,
      entities: 1,
      hidden: 0,
      total: 2,
      rows: [
        { entity: 1, opportunityId: ids[1], ownerName: 'Name of bob', isKept: true },
        { entity: 1, opportunityId: ids[0], ownerName: 'Name of ann', isKept: false },
      ],
    });
    const far = await opportunity('cid', 'west');
    const free = await opportunity(null);
    await arrange(console, () =>
      console.store.raw.exec(`UPDATE cards SET company = '好再来', contact = '+861380013' || (8000 + id), kind = 'phone'
        WHERE id IN (SELECT card_id FROM opportunities WHERE id IN (${far}, ${free}))`),
    );
    const seen = await tell('routing.previewGrain', input, 'lea');
    expect(seen).toMatchObject({ total: 4, entities: 1, hidden: 2 });
    for (const row of seen.rows.filter(({ opportunityId }) => opportunityId === null))
      expect(row).toMatchObject({
        title: '',
        ownerName: '',
        contact: expect.stringContaining('****') as unknown,
      });
    expect(await tell('routing.previewGrain', { ...input, offset: 2, limit: 1 }, 'ops')).toMatchObject({
      total: 4,
      rows: [{ opportunityId: far }],
    });
  });
});

describe('changing the grain of a line', () => {
  test('puts together what collides, tells all apart anew, and the place is held from then on', async () => {
    const { ask, all, change, ids, line, tell } = await shops();
    expect(await tell('routing.changeGrain', change, 'ops')).toEqual({ changed: 2, merged: 1 });
    expect(await line()).toMatchObject({ grain: 'shop', revision: 1 });
    expect(all()).toMatchObject([
      { id: ids[0], grain_key: '好再来', status: 'lost', stage: 'merged', owner_id: 'ann' },
      { id: ids[1], grain_key: '好再来', status: 'open' },
      { id: ids[2], status: 'open' },
    ]);
    for (const { grain_key, contact, company, entity } of all())
      expect(grain_key).toBe(grainKeyOf('shop', { contact, company, grainKey: entity }));
    const entity = { lineId: 'produce', contact: '13900139000', company: '好再来', grainKey: '' };
    expect(await tell('contacts.checkCollision', entity)).toMatchObject({ state: 'takenBy' });
    const [merge] = await tell('contacts.listMerges', { opportunityId: ids[0] });
    expect(merge).toMatchObject({ reason: '按门店' });
    const undo = { mergeId: merge?.id ?? '' };
    expect(await ask('contacts.undoMerge', undo)).toEqual(refused('contacts.placeTaken', { id: ids[0] }));
    // Back by phone, they can be parted again.
    await tell('routing.changeGrain', { ...change, revision: 1, grain: 'phone', colliding: 0 }, 'ops');
    await tell('contacts.undoMerge', undo);
    expect(all().map(({ status, grain_key, contact }) => [status, grain_key === contact])).toEqual([
      ['open', true],
      ['open', true],
      ['open', true],
    ]);
  });

  test('changes nothing where it is refused', async () => {
    const { ask, all, change, line } = await shops();
    const before = all();
    const { error: noPermission } = (await ask('routing.changeGrain', change, 'ann')) as never;
    expect(noPermission).toEqual({ code: 'api.notPermitted', params: { needs: 'routing.publish' } });
    for (const [more, code, params] of [
      [{ onCollision: 'refuse' }, 'routing.grainCollides', { count: 2 }],
      [{ colliding: 0 }, 'routing.collisionsChanged', { count: 2 }],
      [{ grain: 'phone' }, 'routing.grainSame', none],
      [{ revision: 7 }, 'routing.lineChanged', none],
      [{ lineId: 'nope' }, 'api.notFound', { what: 'line', id: 'nope' }],
    ] as const)
      expect(await ask('routing.changeGrain', { ...change, ...more }, 'ops')).toEqual(refused(code, params));
    expect(await ask('routing.changeGrain', change, 'nil')).toEqual(
      refused('routing.collisionsHidden', { count: 2 }),
    );
    expect(await ask('routing.changeGrain', { ...change, grain: 'street' as never }, 'ops')).toMatchObject({
      error: { code: 'api.badInput' },
    });
    expect(all()).toEqual(before);
    expect(await line()).toMatchObject({ grain: 'phone', revision: 0 });
  });

  test('of several asked for at once one happens, and the others hear of it', async () => {
    const { ask, change, rows } = await shops();
    const replies = await Promise.all([1, 2, 3].map(() => ask('routing.changeGrain', change, 'ops')));
    const late = refused('routing.lineChanged', none);
    expect(replies.filter(({ ok }) => !ok)).toEqual([late, late]);
    expect(rows('SELECT * FROM merges')).toHaveLength(1);
    expect(rows(`SELECT * FROM audit_lines WHERE operation = 'routing.changeGrain'`)).toHaveLength(1);
  });

  test('two that swap their places with each other both keep one', async () => {
    const { all, change, console, ids, tell } = await shops();
    await arrange(console, () =>
      console.store.raw.exec(`UPDATE opportunities SET entity = (SELECT contact FROM cards c JOIN opportunities o ON o.card_id = c.id
        WHERE o.id = CASE opportunities.id WHEN ${ids[0]} THEN ${ids[1]} ELSE ${ids[0]} END) WHERE id IN (${ids[0]}, ${ids[1]})`),
    );
    await tell('routing.changeGrain', { ...change, colliding: 0, onCollision: 'refuse' }, 'ops');
    const [first, second] = all();
    expect([first?.grain_key, second?.grain_key]).toEqual([second?.contact, first?.contact]);
  });

  test('more than one change can put together are left to be dealt with first', async () => {
    const { ask, change, console, rows } = await shops();
    await arrange(console, () =>
      console.store.raw.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
        INSERT INTO opportunities (source, external_id, card_id, line_id, grain_key, entity, title, status, stage, attributes, routing_state, created_at)
          SELECT 'test', 'x' || i, (SELECT min(id) FROM cards), 'produce', 'x' || i, '好再来', '', 'open', 'new', '{}', 'none', 0 FROM n`),
    );
    const count = rows(`SELECT 1 FROM opportunities`).length - 1;
    expect(await ask('routing.changeGrain', { ...change, colliding: count })).toEqual(
      refused('routing.tooManyCollisions', { count: count - 1, limit: 500 }),
    );
  });
});

describe('an import', () => {
  const lines = {
    kind: 'lines',
    source: 's',
    mapping: { columns: { externalId: 'code', name: 'name' } },
  } as const;
  const choice = {
    kind: 'opportunities',
    source: 's',
    mapping: {
      columns: { externalId: 'id', contact: 'phone', grainKey: 'shop' },
      constants: { line: 'fresh' },
    },
  } as const;
  const change = {
    lineId: 'fresh',
    revision: 0,
    grain: 'shop',
    colliding: 0,
    onCollision: 'refuse',
    reason: 'r',
  } as const;

  test('keeps the shop that it names even while its line is told apart by phone, and a later row without one leaves it', async () => {
    const { bring, rows, tell, ask } = await importDesk();
    await bring('code,name\nfresh,生鲜\n', lines);
    await bring('id,phone,shop\nE1,13800138000,S1\nE2,13900139000,S2\nE3,13700137000,\n', choice);
    const keys = () =>
      rows('SELECT grain_key FROM opportunities ORDER BY id').map(({ grain_key }) => grain_key);
    expect(keys()).toEqual(['+8613800138000', '+8613900139000', '+8613700137000']);
    await tell('routing.changeGrain', change);
    expect(keys()).toEqual(['S1', 'S2', '+8613700137000']);
    await bring('id,phone,shop\nE1,13800138000,\nE3,13700137000,S3\n', choice);
    expect(keys()).toEqual(['S1', 'S2', 'S3']);
    const { counts, rejected } = await bring('id,phone,shop\nE4,13600136000,S1\n', choice);
    expect(counts).toMatchObject({ rejected: 1 });
    expect(rejected[0]?.reasons[0]?.code).toBe('alreadyOpen');
    expect(await ask('routing.changeGrain', { ...change, revision: 1 })).toEqual(
      refused('routing.grainSame', none),
    );
  });

  test('that is under way keeps the grain it began with: the change waits for its end', async () => {
    const { bring, upload, tell, ask, end } = await importDesk();
    await bring('code,name\nfresh,生鲜\n', lines);
    const fileId = await upload('id,phone,shop\nE1,13800138000,S1\n');
    const { jobId } = await tell('transfer.commitImport', { ...choice, fileId });
    expect(await ask('routing.changeGrain', change)).toEqual(refused('routing.importUnderWay', { jobId }));
    await end(jobId);
    expect(await tell('routing.changeGrain', change)).toEqual({ changed: 1, merged: 0 });
  });

  test('is not undone over a grain that was changed since', async () => {
    const { bring, tell, undo, rows } = await importDesk();
    await bring('code,name\nfresh,生鲜\n', lines);
    await bring('id,phone,shop\nE1,13800138000,S1\n', choice);
    const { batchId } = await bring('id,phone,shop\nE1,13800138001,S2\n', choice);
    await tell('routing.changeGrain', change);
    const ending = await undo(batchId).catch((error: unknown) => error);
    expect(JSON.stringify(ending)).toContain('laterChanges');
    expect(rows('SELECT grain_key FROM opportunities')).toEqual([{ grain_key: 'S2' }]);
  });
});
