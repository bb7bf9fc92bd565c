import type { Columns } from '#domain/access';
import { ALL_PLAIN, PERMISSIONS } from '#domain/access';
import type { Condition } from '#domain/conditions';
import { type Desk, desk } from './desk.ts';
import { quickPasswords } from './quick-passwords.ts';
import { arrange, furnish } from './routing-office.ts';

/** What may be told to nobody who does not see its class of columns in plain: as it is stored, and as pages write it. */
const CANARIES: readonly (readonly [keyof Columns, readonly string[]])[] = [
  ['phone', ['13877665544', '13877669911', 'canary.person', '13899887766']],
  [
    'money',
    [
      '918273645',
      '9182736.45',
      '827364519',
      '8273645.19',
      '13579246',
      '135792.46',
      '813785273',
      '8137852.73',
    ],
  ],
  ['notes', ['CANARY']],
];

/** The canaries in an answer. */
export function canariesIn(value: unknown): string[] {
  const text = JSON.stringify(value) ?? '';
  return CANARIES.flatMap(([, all]) => all.filter((one) => text.includes(one)));
}

/** The classes of columns that an answer tells of. */
export function classesIn(value: unknown): (keyof Columns)[] {
  const text = JSON.stringify(value) ?? '';
  return CANARIES.filter(([, all]) => all.some((one) => text.includes(one))).map(([column]) => column);
}

const isBig: Condition = { op: 'between', attribute: 'amount', min: 1, max: null };

/**
 * A company in which every room has something to tell of one customer's phone, money and notes: opportunities, orders,
 * follow-ups, decisions, attribution, tags, a merge, the pool, an import with rejects, a replay, and the audit of all that.
 * 'eye' may do everything and see every row; how they see columns is set by `show`.
 */
export async function canaryCompany() {
  const it = await desk({ passwords: quickPasswords, now: () => Date.parse('2026-04-20T09:00+08:00') });
  await arrange(it.console, () => fill(it));
  const show = (columns: Columns) =>
    arrange(it.console, () => {
      it.console.store.raw
        .prepare(`UPDATE roles SET columns = ? WHERE id = 'eye'`)
        .run(JSON.stringify(columns));
    });
  await show(ALL_PLAIN);
  const { tell } = it;
  const { id: groupId } = await tell('routing.saveGroup', {
    label: { zh: '东组', en: '' },
    isOn: true,
    fallbackGroupId: null,
    members: [{ userId: 'ann', weight: 1, openCap: null, isOn: true }],
  });
  const { ruleSetId, versionId } = await tell('routing.createRuleSet', { label: { zh: '总表', en: '' } });
  const rule = (id: string, condition: Condition) => ({
    id,
    name: id,
    condition,
    groupId,
    isOn: true,
    note: '',
  });
  const isFar: Condition = { op: 'equals', attribute: 'city', value: 'gz' };
  const rules = [{ ...rule('far', isFar), groupId: 'full' }, rule('big', isBig)];
  const saved = await tell('routing.saveDraft', {
    versionId,
    revision: 1,
    rules: [...rules, rule('rest', { all: [] })],
  });
  await tell('routing.publishDraft', { versionId, revision: saved.revision, note: '' });
  await it.run((await tell('routing.runRouting', { ruleSetId })).jobId);
  const policy = await tell('attribution.openDraft', {});
  await tell('attribution.publishDraft', { versionId: policy.id, revision: policy.revision, note: '' });
  await it.run((await tell('attribution.runAttribution', {})).jobId);
  const tag = { id: 't', name: 'big', isOn: true, condition: isBig, expiresAfterDays: null } as const;
  await tell('tagging.saveRules', {
    revision: 0,
    rules: [{ ...tag, effect: { kind: 'tag', attribute: 'needs', code: 'price' } }],
  });
  await it.run((await tell('tagging.run', {})).jobId);
  await tell('contacts.mergeOpportunities', { keeperId: 1, loserId: 2, reason: 'CANARY merge' });
  await tell('pool.return', { opportunityId: 3, reason: 'CANARY return' });
  const batchId = await importRejects(it);
  const { versionId: draftId } = await tell('routing.openDraft', { ruleSetId });
  const nothing = [{ ...rule('rest', { all: [] }), isOn: false }];
  const { revision } = await tell('routing.saveDraft', { versionId: draftId, revision: 1, rules: nothing });
  /** Counts whom the draft would move: on threads, which there are not beside a page. */
  const replay = async () =>
    it.run((await tell('routing.startReplay', { versionId: draftId, revision })).jobId);
  return { ...it, show, replay, ruleSetId, versionId, draftId, groupId, batchId };
}

function fill({ console }: Desk): void {
  furnish(console, ['ann', 'eye']);
  const at = Date.parse('2026-04-10T09:00+08:00');
  console.store.raw.exec(`
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('eye', '看', '', '${JSON.stringify(PERMISSIONS)}');
    INSERT INTO user_roles (user_id, role_id) VALUES ('eye', 'eye');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids)
      SELECT 'eye', value, 'all', '[]' FROM json_each('["contacts","routing","orders","attribution"]');
    INSERT INTO distribution_groups (id, label_zh, label_en, is_on) VALUES ('full', '满组', '', 1);
    INSERT INTO group_members (id, group_id, user_id, weight, open_cap, is_on) VALUES ('full', 'full', 'eye', 1, 0, 1);
    INSERT INTO product_categories VALUES ('fruit', '水果', 'Fruit');
    INSERT INTO products VALUES ('pear', 'PEAR', '雪梨', 'Pear', 'fruit', 'produce');
    INSERT INTO cards (id, kind, contact, name, company, created_at) VALUES
      (1, 'phone', '+8613877665544', '客户甲', '', ${at}), (2, 'email', 'canary.person@example.com', '客户乙', '', ${at}),
      (3, 'phone', '+8613877669911', '客户丙', '', ${at});
    INSERT INTO opportunities (id, source, external_id, card_id, line_id, grain_key, title, status, stage, attributes, owner_id,
        amount_minor, currency, routing_state, created_at) VALUES
      (1, 't', 'o1', 1, 'produce', 'g1', '甲', 'open', 'new', '{}', NULL, 918273645, 'CNY', 'waiting', ${at}),
      (2, 't', 'o2', 2, 'produce', 'g2', '乙', 'open', 'new', '{}', NULL, 918273645, 'CNY', 'waiting', ${at}),
      (3, 't', 'o3', 3, 'produce', 'g3', '', 'open', 'new', '{}', NULL, 918273645, 'CNY', 'waiting', ${at}),
      (4, 't', 'o4', 3, 'produce', 'g4', '', 'open', 'new', '{"city":"gz"}', NULL, 918273645, 'CNY', 'waiting', ${at});
    INSERT INTO follow_ups (id, source, external_id, card_id, line_id, user_id, channel, outcome, note, duration_seconds, happened_at, recorded_at)
      SELECT value, 't', 'f' || value, value, 'produce', 'ann', 'call', 'ok', 'CANARY follow-up', 600, ${at} + 1000, ${at} + 2000
      FROM json_each('[1, 2, 3]');
    INSERT INTO orders (id, source, external_id, card_id, contact_raw, product_id, product_raw, amount_minor, currency, closed_at) VALUES
      (1, 't', 'A1', 1, '13877665544', 'pear', 'x', 827364519, 'CNY', ${at} + 86400000),
      (2, 't', 'A2', NULL, '13899887766', 'pear', 'x', 827364519, 'CNY', ${at} + 86400000);
    INSERT INTO refunds (id, source, external_id, order_id, amount_minor, refunded_at)
      VALUES (1, 't', 'R1', 1, 13579246, ${at} + 90000000);`);
}

/** An import of which one row is refused, with what the file says of the customer. */
async function importRejects({ tell, run }: Desk): Promise<string> {
  const text = 'id,phone,line,amount,notes\nx1,13877665544,nowhere,9182736.45,CANARY\n';
  const { fileId } = await tell('transfer.startUpload', { name: 'a.csv', size: Buffer.byteLength(text) });
  await tell('transfer.putChunk', { fileId, seq: 0, base64: Buffer.from(text).toString('base64') });
  await tell('transfer.finishUpload', { fileId });
  const choice = { fileId, kind: 'opportunities', source: 't' } as const;
  const { mapping } = await tell('transfer.inspectFile', choice);
  await run((await tell('transfer.previewImport', { ...choice, mapping })).jobId);
  const { batchId, jobId } = await tell('transfer.commitImport', { ...choice, mapping });
  await run(jobId);
  return batchId;
}
