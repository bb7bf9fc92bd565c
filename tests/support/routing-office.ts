import type { Environment } from '#api/context';
import { inCommand } from '#store/command';
import type { Store } from '#store/open';

type Office = { readonly store: Store; readonly env: Environment };

/** Writes configuration or facts as a command would. */
export async function arrange({ store, env }: Office, work: () => void): Promise<void> {
  const command = {
    operation: 'test.arrange',
    actorId: 'system',
    at: env.now(),
    sha256: env.sha256,
    noted: { subject: 'test', detail: null },
  };
  const { end } = await inCommand(store, command, work);
  env.anchor.write(end);
}

/** One business line, a small catalogue, and some people of one unit. */
export function furnish({ store: { raw } }: Office, people: readonly string[]): void {
  raw.exec(`INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES ('produce', '果蔬', 'Produce', 'phone', 0);
    INSERT INTO units (id, label_zh, label_en) VALUES ('team', '一组', 'Team one');`);
  const attribute = raw.prepare(
    'INSERT INTO attributes (key, kind, label_zh, label_en, "values", position) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const values = (...codes: string[]) =>
    JSON.stringify(codes.map((code) => ({ code, label: { zh: code, en: '' } })));
  attribute.run('city', 'enum', '城市', 'City', values('sh', 'bj', 'gz'), 0);
  attribute.run('stores', 'number', '门店数', 'Stores', '[]', 1);
  attribute.run('since', 'date', '注册日', 'Since', '[]', 2);
  attribute.run('needs', 'set', '关注点', 'Needs', values('price', 'credit'), 3);
  for (const id of people) addPerson(raw, id);
}

export function addPerson(raw: Store['raw'], id: string, status: 'active' | 'left' = 'active'): void {
  raw
    .prepare(
      `INSERT INTO users (id, login, name, unit_id, status, source, external_id, created_at) VALUES (?, ?, ?, 'team', ?, 'test', ?, 0)`,
    )
    .run(id, id, `Name of ${id}`, status, id);
}

/** Opportunities that wait, one card each; answers the id of the first. */
export function addWaiting(
  { store: { raw } }: Office,
  attributes: readonly Record<string, unknown>[],
  more: { status?: 'open' | 'won'; ownerId?: string; routingState?: string } = {},
): number {
  const card = raw.prepare(
    `INSERT INTO cards (kind, contact, name, company, created_at) VALUES ('account', ?, 'A card', '', 0)`,
  );
  const opportunity = raw.prepare(`INSERT INTO opportunities
    (source, external_id, card_id, line_id, grain_key, title, status, stage, attributes, owner_id, amount_minor, currency, routing_state, created_at)
    VALUES ('test', ?, ?, 'produce', ?, 'An opportunity', ?, 'new', ?, ?, 123456, 'CNY', ?, 1000)`);
  let next = Number(raw.prepare('SELECT coalesce(max(id), 0) + 1 FROM opportunities').pluck().get());
  const first = next;
  for (const facts of attributes) {
    const cardId = card.run(`account-${next}`).lastInsertRowid;
    const { status = 'open', ownerId = null, routingState = 'waiting' } = more;
    opportunity.run(`o${next}`, cardId, `g${next}`, status, JSON.stringify(facts), ownerId, routingState);
    next += 1;
  }
  return first;
}
