// spine.lists: the first page of every list, as everybody and as somebody with a narrow scope, by every way to filter,
// sort and search; the figure is the slowest of them.
import { openConsole, sessionAs } from '#main';
import type { Store } from '#store/open';
import { fillCrowd } from '#support/crowd';
import { type Bench, type BenchLine, significant } from './bench.ts';
import { inFolder } from './folder.ts';

const SIZE = { cards: 100_000, followUps: 300_000, orders: 100_000 };
const ROUNDS = 5;

type Case = readonly [
  name:
    | 'contacts.listOpportunities'
    | 'contacts.listCards'
    | 'contacts.listFollowUps'
    | 'contacts.getOpportunity'
    | 'orders.listOrders',
  input: Record<string, unknown>,
  as?: string,
];

const user = (number: number) => `019a0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const [REP, LEADER] = [user(1), user(2)];

const CASES: Record<string, Case> = {
  'opportunities, all': ['contacts.listOpportunities', {}],
  'opportunities, page 900': ['contacts.listOpportunities', { offset: 90_000 }],
  'opportunities by line and status': ['contacts.listOpportunities', { lineId: 'line-2', status: 'lost' }],
  'opportunities of one owner': ['contacts.listOpportunities', { ownerId: LEADER }],
  'opportunities of a group': [
    'contacts.listOpportunities',
    { groupId: '019b0000-0000-7000-8000-000000000003' },
  ],
  'opportunities, waiting': ['contacts.listOpportunities', { routingState: 'waiting' }],
  'opportunities, none match': ['contacts.listOpportunities', { lineId: 'none' }],
  'opportunities by amount': ['contacts.listOpportunities', { sort: '-amount' }],
  'opportunities, search': ['contacts.listOpportunities', { search: '13000791' }],
  'opportunities as a rep': ['contacts.listOpportunities', {}, REP],
  'opportunities as a leader': ['contacts.listOpportunities', {}, LEADER],
  'opportunities as a leader, search': ['contacts.listOpportunities', { search: '公司 77' }, LEADER],
  'one opportunity': ['contacts.getOpportunity', { id: 5000 }],
  'cards, all': ['contacts.listCards', {}],
  'cards, search': ['contacts.listCards', { search: '先生99' }],
  'cards as a leader': ['contacts.listCards', {}, LEADER],
  'follow-ups, all': ['contacts.listFollowUps', {}],
  'follow-ups by channel': ['contacts.listFollowUps', { channel: 'visit' }],
  'follow-ups as a leader': ['contacts.listFollowUps', {}, LEADER],
  'follow-ups, search': ['contacts.listFollowUps', { search: '13000791' }],
  'orders, all': ['orders.listOrders', {}],
  'orders of a category': ['orders.listOrders', { categoryId: 'category-2' }],
  'orders, refunded': ['orders.listOrders', { refunded: true }],
  'orders, search': ['orders.listOrders', { search: 'SO777' }],
  'orders as a rep': ['orders.listOrders', {}, REP],
  'orders as a leader': ['orders.listOrders', {}, LEADER],
  'widest search, opportunities': ['contacts.listOpportunities', { search: '先' }],
  'widest search, follow-ups': ['contacts.listFollowUps', { search: '先' }],
  'widest search, orders': ['orders.listOrders', { search: '先' }],
};

/** A rep who sees their own rows, and a leader who sees those of two units. */
function seat({ raw }: Store): void {
  raw.exec(`
    INSERT INTO command_context VALUES (1, 'bench', 'system', 0);
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('viewer', '看', '', '["contacts.view","orders.view"]');
    INSERT INTO user_roles (user_id, role_id) SELECT id, 'viewer' FROM users WHERE login IN ('rep1', 'rep2');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT users.id, g.value, iif(login = 'rep1', 'own', 'chosen'), '["unit-1","unit-2"]'
      FROM users, json_each('["contacts","orders"]') AS g WHERE login IN ('rep1', 'rep2');
    DELETE FROM command_context`);
}

async function measure(home: string): Promise<BenchLine> {
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  fillCrowd(console.store, SIZE);
  seat(console.store);
  const best = async ([name, input, as]: Case) => {
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = performance.now();
      const reply = await console.dispatch(sessionAs(as), name, input);
      taken.push(performance.now() - from);
      if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
    }
    return significant(Math.min(...taken));
  };
  const also: Record<string, number> = {};
  for (const [name, one] of Object.entries(CASES)) also[name] = await best(one);
  await console.close();
  const ours = Math.max(...Object.values(also));
  return {
    bench: 'spine.lists',
    size: `${Object.keys(CASES).length} lists over 100,000 opportunities, 300,000 follow-ups and 100,000 orders; the slowest, best of ${ROUNDS}`,
    ours,
    unit: 'ms',
    floor: null,
    peers: {},
    ratio: null,
    equal: null,
    also,
    goal: '≤ 50 ms for the first page of any list',
    met: ours <= 50,
  };
}

export const benches: readonly Bench[] = [{ name: 'spine.lists', run: () => inFolder(measure) }];
