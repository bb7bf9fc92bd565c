import { importDesk } from '#support/import-desk';
import { HOUR, type PoolOffice, poolOffice } from '#support/pool-office';
import { arrange } from '#support/routing-office';
import { describe, expect, test } from 'vitest';

const refused = (code: string, params: unknown) => ({ ok: false, error: { code, params } });

/** Ann's opportunity on a phone. */
async function taken(office: PoolOffice) {
  const id = await office.opportunity('ann');
  const { raw } = office.console.store;
  await arrange(office.console, () =>
    raw.exec(`UPDATE cards SET kind = 'phone', contact = '+8613800138000', name = '王一';
      UPDATE opportunities SET grain_key = '+8613800138000'`),
  );
  return id;
}
const asked = { lineId: 'produce', contact: '138 0013 8000' };

describe('who is about to add a lead entity is told whether somebody follows it', () => {
  test('the owner, their leader and who sees all are told who, since when and until when', async () => {
    const office = await poolOffice();
    await office.policy();
    const since = office.time.now;
    const opportunityId = await taken(office);
    for (const as of ['ann', 'lea', 'ops'])
      expect(await office.tell('contacts.checkCollision', asked, as)).toEqual({
        state: 'takenBy',
        unit: { zh: '一组', en: 'Team one' },
        group: { zh: '东组', en: 'East' },
        since,
        protectedUntil: since + 240 * HOUR,
        known: {
          opportunityId,
          title: 'An opportunity',
          contact: '+8613800138000',
          ownerName: 'Name of ann',
        },
      });
  });

  test('another team is told which team and until when, and neither name nor number nor record', async () => {
    const office = await poolOffice();
    await taken(office);
    const answer = await office.tell('contacts.checkCollision', asked, 'cid');
    expect(answer).toMatchObject({ state: 'takenBy', unit: { zh: '一组' }, known: null });
    expect(JSON.stringify(answer)).not.toMatch(/ann|王一|13800138000|An opportunity/);
  });

  test('who does not work with the pool is told that it is taken and nothing more', async () => {
    const office = await poolOffice();
    await taken(office);
    await arrange(office.console, () =>
      office.console.store.raw.exec(`UPDATE roles SET permissions = '["contacts.view"]' WHERE id = 'rep'`),
    );
    expect(await office.tell('contacts.checkCollision', asked, 'cid')).toEqual({ state: 'taken' });
  });

  test('one that lies in the pool is said to lie there, and a free one is free', async () => {
    const office = await poolOffice();
    const id = await taken(office);
    await office.tell('pool.return', { opportunityId: id, reason: '联系不上' }, 'ann');
    expect(await office.tell('contacts.checkCollision', asked, 'cid')).toEqual({
      state: 'inPool',
      group: { zh: '东组', en: 'East' },
      since: office.time.now,
    });
    const other = { ...asked, contact: '13900139000' };
    expect(await office.tell('contacts.checkCollision', other, 'cid')).toEqual({ state: 'free' });
    expect(await office.ask('contacts.checkCollision', { ...asked, contact: '?' }, 'cid')).toEqual(
      refused('contacts.notAContact', {}),
    );
  });
});

describe('a merge', () => {
  /** Two of one shop under two names: the second knows more. */
  async function twins() {
    const office = await poolOffice();
    const keeper = await office.opportunity('ann');
    const loser = await office.opportunity('bob');
    await arrange(office.console, () =>
      office.console.store.raw.exec(`UPDATE opportunities SET attributes = '{"stores": 3, "city":"sh"}' WHERE id = ${keeper};
        UPDATE opportunities SET attributes = '{"city":"bj","needs":["price"]}' WHERE id = ${loser}`),
    );
    const all = () => office.rows('SELECT * FROM opportunities ORDER BY id');
    return { ...office, keeper, loser, all };
  }

  test('is shown before it is made, fills gaps, closes the other, and is put back exactly', async () => {
    const { all, ask, keeper, loser, rows, tell } = await twins();
    const before = all();
    const facts = rows('SELECT * FROM assignments');
    const preview = await tell('contacts.previewMerge', { keeperId: keeper, loserId: loser }, 'lea');
    expect(preview).toMatchObject({
      fault: null,
      filled: [{ field: 'needs', value: ['price'] }],
      differing: [{ field: 'city', kept: 'sh', dropped: 'bj' }],
    });
    expect(all()).toEqual(before);
    const pair = { keeperId: keeper, loserId: loser, reason: '同一家店' };
    const { mergeId } = await tell('contacts.mergeOpportunities', pair, 'lea');
    expect(all()).toMatchObject([
      { id: keeper, status: 'open', attributes: '{"city":"sh","needs":["price"],"stores":3}' },
      { id: loser, status: 'lost', stage: 'merged', owner_id: 'bob' },
    ]);
    expect(await tell('contacts.listMerges', { opportunityId: loser }, 'bob')).toMatchObject([
      { id: mergeId, role: 'loser', other: null, mergedByName: null, reason: '同一家店' },
    ]);
    expect(await tell('contacts.listMerges', { opportunityId: loser }, 'lea')).toMatchObject([
      { other: { id: keeper }, mergedByName: 'Name of lea' },
    ]);
    await tell('contacts.undoMerge', { mergeId }, 'lea');
    expect(all()).toEqual(before);
    // Its owner never lost it: the clock goes on from where it was.
    expect(rows('SELECT * FROM assignments')).toEqual(facts);
    expect(await ask('contacts.undoMerge', { mergeId }, 'lea')).toEqual(
      refused('contacts.alreadyUndone', {}),
    );
  });

  test('is not undone over what was changed since, nor where the place is taken', async () => {
    const { ask, console, keeper, loser, tell } = await twins();
    const { mergeId } = await tell(
      'contacts.mergeOpportunities',
      { keeperId: keeper, loserId: loser },
      'lea',
    );
    const write = (text: string) => arrange(console, () => console.store.raw.exec(text));
    await write(`UPDATE opportunities SET title = 'Renamed' WHERE id = ${keeper}`);
    expect(await ask('contacts.undoMerge', { mergeId }, 'lea')).toEqual(
      refused('contacts.changedSinceMerge', { id: keeper, columns: ['title'] }),
    );
    await write(`UPDATE opportunities SET title = 'An opportunity' WHERE id = ${keeper};
      INSERT INTO opportunities (source, external_id, card_id, line_id, grain_key, title, status, stage, attributes, routing_state, created_at)
        SELECT 'test', 'late', card_id, line_id, grain_key, '', 'open', 'new', '{}', 'none', 0 FROM opportunities WHERE id = ${loser}`);
    expect(await ask('contacts.undoMerge', { mergeId }, 'lea')).toEqual(
      refused('contacts.placeTaken', { id: loser }),
    );
  });

  test('needs both sides in the scope and the permission, and gives nothing away otherwise', async () => {
    const { ask, keeper, opportunity } = await twins();
    const far = await opportunity('cid', 'west');
    const pair = { keeperId: keeper, loserId: far };
    const hidden = refused('api.notFound', { what: 'opportunity', id: String(far) });
    expect(await ask('contacts.previewMerge', pair, 'lea')).toEqual(hidden);
    expect(await ask('contacts.mergeOpportunities', pair, 'lea')).toEqual(hidden);
    expect(await ask('contacts.mergeOpportunities', pair, 'ann')).toEqual(
      refused('api.notPermitted', { needs: 'routing.assign' }),
    );
    expect(await ask('contacts.mergeOpportunities', { keeperId: keeper, loserId: keeper }, 'lea')).toEqual(
      refused('contacts.cannotMerge', { fault: 'same' }),
    );
  });

  test('a merged one is not opened again by the next file that still lists it', async () => {
    const made = await importDesk();
    await made.bring('code,name,grain\nshop,门店,shop\n', {
      kind: 'lines',
      source: 's',
      mapping: { columns: { externalId: 'code', name: 'name', grain: 'grain' } },
    });
    const choice = {
      kind: 'opportunities',
      source: 's',
      mapping: {
        columns: { externalId: 'id', contact: 'phone', company: 'company', status: 'status' },
        constants: { line: 'shop' },
      },
    } as const;
    const file = 'id,phone,company,status\nE1,13800138000,好再来,进行中\nE2,13900139000,好再来饭店,进行中\n';
    await made.bring(file, choice);
    await made.tell('contacts.mergeOpportunities', { keeperId: 1, loserId: 2 });
    const again = await made.bring(file, choice);
    expect(again.counts).toMatchObject({ unchanged: 1, rejected: 1 });
    expect(again.rejected.map(({ reasons }) => reasons[0]?.code)).toEqual(['merged']);
    expect(made.rows('SELECT status FROM opportunities ORDER BY id')).toEqual([
      { status: 'open' },
      { status: 'lost' },
    ]);
  });
});

describe('two open opportunities on one lead entity cannot be', () => {
  test('a file that would open a second one, or open one again in a taken place, is told so row by row', async () => {
    const made = await importDesk();
    await made.bring('code,name\nfresh,生鲜\n', {
      kind: 'lines',
      source: 's',
      mapping: { columns: { externalId: 'code', name: 'name' } },
    });
    const choice = {
      kind: 'opportunities',
      source: 's',
      mapping: {
        columns: { externalId: 'id', contact: 'phone', status: 'status' },
        constants: { line: 'fresh' },
      },
    } as const;
    const bring = (...rows: string[]) => made.bring(['id,phone,status', ...rows].join('\n'), choice);
    await bring('E1,13800138000,输单', 'E2,13800138000,进行中');
    const { counts, rejected } = await bring('E1,13800138000,进行中', 'E3,13800138000,进行中');
    expect(counts).toMatchObject({ rejected: 2 });
    expect(rejected.map(({ reasons }) => reasons[0]?.code)).toEqual(['alreadyOpen', 'alreadyOpen']);
  });
});

describe('a routing run', () => {
  test('gives nobody what a colleague follows on the same card, says why, and a group that asks the colleague first gives it to them', async () => {
    const { console, opportunity, rows, run, tell } = await poolOffice();
    const owned = await opportunity('ann');
    const rival = await opportunity(null, null);
    const free = await opportunity(null, null);
    await arrange(console, () =>
      console.store.raw.exec(`UPDATE opportunities SET routing_state = 'waiting' WHERE id IN (${rival}, ${free});
        UPDATE opportunities SET card_id = (SELECT card_id FROM opportunities WHERE id = ${owned}) WHERE id = ${rival}`),
    );
    const { ruleSetId, versionId } = await tell('routing.createRuleSet', { label: { zh: '总表', en: '' } });
    const rule = { id: 'r', name: 'All', condition: { all: [] }, groupId: 'east', isOn: true, note: '' };
    const { revision } = await tell('routing.saveDraft', { versionId, revision: 1, rules: [rule] });
    await tell('routing.publishDraft', { versionId, revision, note: '' });
    const route = async (retryUnassigned: boolean) =>
      run((await tell('routing.runRouting', { ruleSetId, retryUnassigned })).jobId);
    expect(await route(false)).toMatchObject({
      received: 2,
      routed: 1,
      byReason: { routed: 1, collision: 1 },
    });
    const decided = `SELECT d.id, d.reason, d.rep_id AS rep FROM decisions d WHERE opportunity_id = ${rival} ORDER BY id`;
    const [first] = rows<{ id: number }>(decided);
    expect(first).toMatchObject({ reason: 'collision', rep: null });
    const explained = await tell('routing.explainDecision', { id: first?.id ?? 0 });
    expect(explained.reproduced).toBe(true);
    await arrange(console, () =>
      console.store.raw.exec(`UPDATE distribution_groups SET sticky = 'leadOwner' WHERE id = 'east'`),
    );
    expect(await route(true)).toMatchObject({ received: 1, routed: 1 });
    expect(rows(decided).at(-1)).toMatchObject({ reason: 'routed', rep: 'ann' });
  });
});
