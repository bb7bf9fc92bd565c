// A company in which every row bears a mark of its own, so that a reply tells which rows it was made of.
import { fitAll, markOf } from '#support/canary-rows';
import { type Desk, desk } from '#support/desk';
import { quickPasswords } from '#support/quick-passwords';
import { arrange } from '#support/routing-office';

const MARK = /KNRY[ocfsr]\d+Q/g;

/** The marks in a text, each once. */
export function marksIn(text: string): Set<string> {
  return new Set(text.match(MARK) ?? []);
}

/** Who owns rows, by unit; lee left. */
export const OWNERS = { ann: 'n1', amy: 'n1', ned: 'n2', lee: 'n2', nat: 'north', sue: 'south' } as const;

/** Who looks: the kind of their scope, and whose rows it shows; null: everything, rows of nobody too. */
export const VIEWERS: Readonly<Record<string, { scope: string; seen: readonly string[] | null }>> = {
  ann: { scope: 'own', seen: ['ann'] },
  amy: { scope: 'group', seen: ['ann', 'amy'] },
  nat: { scope: 'subtree', seen: ['nat', 'ann', 'amy', 'ned', 'lee'] },
  cho: { scope: 'chosen', seen: ['sue', 'ned', 'lee'] },
  all: { scope: 'all', seen: null },
  lim: { scope: 'all within a limit', seen: ['sue'] },
  nil: { scope: 'none', seen: [] },
};

const GRANTS = [
  ['ann', 'own', '[]', 'show'],
  ['amy', 'group', '[]', 'show'],
  ['nat', 'subtree', '[]', 'show'],
  ['cho', 'chosen', '["south","n2"]', 'show'],
  ['all', 'all', '[]', 'show'],
  ['lim', 'all', '[]', 'show'],
  ['lim', 'chosen', '["south"]', 'limit'],
];

export type World = Desk & {
  readonly ids: {
    readonly opportunities: readonly number[];
    readonly cards: readonly number[];
    readonly followUps: readonly number[];
    readonly orders: readonly number[];
    readonly decisions: readonly number[];
  };
  readonly versionId: string;
  readonly ruleSetId: string;
  readonly groupIds: readonly string[];
  readonly batchId: string;
  readonly jobIds: readonly string[];
  readonly mergeId: string;
  /** The marks of the rows that a viewer may meet: in lists of the customer rooms, or anywhere in a room. */
  readonly marksFor: (viewer: string, room?: string) => Set<string>;
};

/** The company, routed, judged, with moves, a merge, tags, a pool and an import with a rejected line. */
export async function canaryCompany(permissions: readonly string[]): Promise<World> {
  const it = await desk({ passwords: quickPasswords });
  const { raw } = it.console.store;
  await arrange(it.console, () => {
    raw.exec(`
      INSERT INTO units (id, label_zh, label_en, parent_id, leader_id) VALUES ('hq', '总部', '', NULL, NULL),
        ('north', '北', '', 'hq', NULL), ('n1', '北一', '', 'north', NULL), ('n2', '北二', '', 'north', NULL), ('south', '南', '', 'hq', NULL);
      INSERT INTO users (id, login, name, unit_id, status, source, external_id, created_at)
        SELECT key, key, 'Name of ' || key, value, iif(key = 'lee', 'left', 'active'), 't', key, 0 FROM json_each('${JSON.stringify({ ...OWNERS, cho: null, all: null, lim: null, nil: null })}');
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('everything', '全部', '', '${JSON.stringify(permissions)}');
      INSERT INTO user_roles (user_id, role_id) SELECT value, 'everything' FROM json_each('${JSON.stringify(Object.keys(VIEWERS))}');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids, effect)
        SELECT g.value ->> 0, p.value, g.value ->> 1, g.value ->> 2, g.value ->> 3
        FROM json_each('${JSON.stringify(GRANTS)}') g, json_each('["contacts","routing","orders","attribution"]') p;`);
    fitAll(raw, Object.keys(OWNERS));
  });
  const made = await work(it);
  const column = (sql: string) => raw.prepare(sql).pluck().all() as number[];
  return {
    ...it,
    ...made,
    ids: {
      opportunities: column('SELECT id FROM opportunities'),
      cards: column('SELECT id FROM cards'),
      followUps: column('SELECT id FROM follow_ups'),
      orders: column('SELECT id FROM orders'),
      decisions: column('SELECT id FROM decisions'),
    },
    jobIds: raw.prepare('SELECT id FROM jobs').pluck().all() as string[],
    marksFor: (viewer, room) => marksFor(it, viewer, room),
  };
}

/** What the company did: rules that give each owner their own rows, and what came after. */
async function work({ console, tell, run }: Desk) {
  const label = (zh: string) => ({ zh, en: '' });
  const rules = [];
  const off = [{ userId: 'cho', weight: 1, openCap: null, isOn: true }];
  const closed = { label: label('无人'), isOn: true, fallbackGroupId: null, members: off };
  const { id: closedId } = await tell('routing.saveGroup', closed);
  const rest = (groupId: string) => ({
    id: 'rest',
    name: 'rest',
    condition: { all: [] },
    groupId,
    isOn: true,
    note: '',
  });
  const groupIds: string[] = [];
  for (const owner of ['ann', 'amy', 'ned', 'nat', 'sue']) {
    const members = [{ userId: owner, weight: 1, openCap: null, isOn: true }];
    const group = { label: label(`${owner}组`), isOn: true, fallbackGroupId: null, members };
    const { id: groupId } = await tell('routing.saveGroup', group);
    groupIds.push(groupId);
    const condition = { all: [{ op: 'equals', attribute: 'who', value: owner } as const] };
    rules.push({ id: owner, name: owner, condition, groupId, isOn: true, note: '' });
  }
  const { ruleSetId, versionId } = await tell('routing.createRuleSet', {
    label: label('总表'),
    approvalShare: null,
  });
  await tell('routing.saveDraft', { versionId, revision: 1, rules: [...rules, rest(closedId)] });
  await tell('routing.publishDraft', { versionId, revision: 2, note: '' });
  await arrange(console, () =>
    console.store.raw.exec(`UPDATE group_members SET is_on = 0 WHERE user_id = 'cho'`),
  );
  await run((await tell('routing.runRouting', { ruleSetId })).jobId);
  const policy = await tell('attribution.openDraft', {});
  await tell('attribution.publishDraft', { versionId: policy.id, revision: policy.revision, note: '' });
  await run((await tell('attribution.runAttribution', {})).jobId);
  // Moves: one of ann's goes to sue, one of amy's and one of sue's into the pool; two of nat's become one.
  const rows = await tell('contacts.listOpportunities', { limit: 100, sort: 'createdAt' });
  const open = (owner: string) => rows.rows.filter((row) => row.ownerId === owner && row.status === 'open');
  const idOf = (owner: string, at: number) => open(owner)[at]?.id ?? 0;
  await tell('pool.transfer', { opportunityIds: [idOf('ann', 1)], userId: 'sue', reason: 'moved' });
  for (const owner of ['amy', 'sue'])
    await tell('pool.return', { opportunityId: idOf(owner, 1), reason: 'back' });
  const pair = { keeperId: idOf('nat', 0), loserId: idOf('nat', 1) };
  const { mergeId } = await tell('contacts.mergeOpportunities', { ...pair, reason: 'same' });
  for (const owner of ['ann', 'sue', 'ned'])
    await tell('tagging.addTag', {
      opportunityId: idOf(owner, 0),
      attribute: 'memo',
      value: 'by hand',
      expiresAfterDays: null,
    });
  const draft = await tell('routing.openDraft', { ruleSetId });
  const { revision } = await tell('routing.saveDraft', {
    versionId: draft.versionId,
    revision: 1,
    rules: [...rules, rest(groupIds[4] ?? '')],
  });
  await run((await tell('routing.startReplay', { versionId: draft.versionId, revision })).jobId);
  return {
    versionId: draft.versionId,
    ruleSetId,
    groupIds,
    mergeId,
    batchId: await importOne({ tell, run }),
  };
}

/** An import of products one of whose lines is rejected, and bears a mark that is nobody's. */
async function importOne({ tell, run }: Pick<Desk, 'tell' | 'run'>): Promise<string> {
  const text = `name,code\n华东线,east\n,${markOf('r', 1)}\n`;
  const { fileId } = await tell('transfer.startUpload', { name: 'lines.csv', size: Buffer.byteLength(text) });
  await tell('transfer.putChunk', { fileId, seq: 0, base64: Buffer.from(text).toString('base64') });
  await tell('transfer.finishUpload', { fileId });
  const { mapping } = await tell('transfer.inspectFile', { fileId, kind: 'lines', source: 'crm' });
  const { jobId, batchId } = await tell('transfer.commitImport', {
    fileId,
    kind: 'lines',
    source: 'crm',
    mapping,
  });
  await run(jobId);
  return batchId;
}

/** Which rows a viewer may meet, read from the tables by hand. */
function marksFor({ console: { store } }: Desk, viewer: string, room = 'contacts'): Set<string> {
  const seen = VIEWERS[viewer]?.seen ?? null;
  const isAll = seen === null && viewer in VIEWERS;
  const isOurs = (id: unknown) => isAll || (typeof id === 'string' && (seen ?? []).includes(id));
  const rows = <T>(sql: string) => store.raw.prepare(sql).all() as T[];
  const opportunities = rows<{ id: number; card: number; owner: string | null; pool: string | null }>(
    `SELECT o.id, card_id AS card, owner_id AS owner, p.group_id AS pool FROM opportunities o LEFT JOIN pool_items p ON p.opportunity_id = o.id`,
  );
  const decided = rows<{ id: number; rep: string | null }>(
    'SELECT opportunity_id AS id, rep_id AS rep FROM decisions',
  );
  const routed = new Set(decided.filter(({ rep }) => isOurs(rep)).map(({ id }) => id));
  const members = rows<{ id: string; user: string }>(
    'SELECT group_id AS id, user_id AS user FROM group_members',
  );
  const pools = new Set(members.filter(({ user }) => user === viewer || isOurs(user)).map(({ id }) => id));
  const owned = opportunities.filter(({ owner }) => isOurs(owner));
  const met = opportunities.filter(
    ({ id, owner, pool }) =>
      isOurs(owner) ||
      (room === 'routing' && routed.has(id)) ||
      (room === 'pool' && owner === null && pool !== null && pools.has(pool)),
  );
  const cards = new Set(owned.map(({ card }) => card));
  const credited = new Set(
    rows<{ id: number; rep: string | null }>('SELECT order_id AS id, rep_id AS rep FROM attributions')
      .filter(({ rep }) => isOurs(rep))
      .map(({ id }) => id),
  );
  const orders = rows<{ id: number; card: number | null }>('SELECT id, card_id AS card FROM orders').filter(
    ({ id, card }) => isAll || credited.has(id) || (card !== null && cards.has(card)),
  );
  const isMoney = room === 'orders' || room === 'attribution';
  // Where an opportunity or an order is met, its customer is named with it.
  const named = [...owned, ...met, ...(isMoney ? orders : [])].map(({ card }) => card ?? 0);
  return new Set([
    ...met.map(({ id }) => markOf('o', id)),
    ...named.map((id) => markOf('c', id)),
    ...rows<{ id: number; user: string }>('SELECT id, user_id AS user FROM follow_ups')
      .filter(({ user }) => isOurs(user))
      .map(({ id }) => markOf('f', id)),
    ...orders.map(({ id }) => markOf('s', id)),
    ...(isAll ? [markOf('r', 1)] : []),
  ]);
}
