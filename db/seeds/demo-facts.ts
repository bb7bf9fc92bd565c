import type { Raw, Statement } from '#store/database';
import { ATTRIBUTES, CATEGORIES, LINES, PRODUCTS, PROVINCES, SHOP_TYPES, SOURCES } from './demo-catalogue.ts';
import { mobile, personName, shopName } from './demo-names.ts';
import type { Chance } from './random.ts';

export const DAY = 86_400_000;
export const SIZES = { opportunities: 21_000, waiting: 1_600, followUps: 92_000, orders: 12_600 } as const;

/** Lines, attributes, products and their categories. Configuration: inside a command. */
export function seedCatalogue(raw: Raw): void {
  const line = raw.prepare(
    'INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES (?, ?, ?, ?, ?)',
  );
  LINES.forEach(({ id, label, grain }, position) => line.run(id, label.zh, label.en, grain, position));
  const attribute = raw.prepare(
    'INSERT INTO attributes (key, kind, label_zh, label_en, "values", position) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { key, kind, label, values, position } of ATTRIBUTES)
    attribute.run(key, kind, label.zh, label.en, JSON.stringify(values), position);
  const category = raw.prepare('INSERT INTO product_categories VALUES (?, ?, ?)');
  for (const { id, label } of CATEGORIES) category.run(id, label.zh, label.en);
  const product = raw.prepare(
    'INSERT INTO products (id, code, label_zh, label_en, category_id, line_id) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { code, label, categoryId, lineId } of PRODUCTS)
    product.run(code, code, label.zh, label.en, categoryId, lineId);
}

/** Cards and opportunities, all open and waiting; `from` and `to` bound their arrival. */
export function seedOpportunities(
  raw: Raw,
  chance: Chance,
  first: number,
  count: number,
  from: number,
  to: number,
): void {
  const card = raw.prepare(
    `INSERT INTO cards (kind, contact, name, company, created_at) VALUES ('phone', ?, ?, ?, ?)`,
  );
  const opportunity =
    raw.prepare(`INSERT INTO opportunities (source, external_id, card_id, line_id, grain_key, title, status, stage, attributes,
    amount_minor, currency, routing_state, created_at) VALUES ('crm', ?, ?, ?, ?, ?, 'open', 'new', ?, ?, 'CNY', 'waiting', ?)`);
  const cards: { id: number; contact: string; company: string; shopType: string; province: string }[] = [];
  for (let n = first; n < first + count; n += 1) {
    const at = Math.round(from + ((to - from) * (n - first)) / count + chance.next() * 3_600_000);
    // Every fifth opportunity is a second business line of a card that is there already.
    const known =
      cards.length > 40 && chance.holds(0.2) ? cards[chance.whole(0, cards.length - 1)] : undefined;
    const shop = known ?? newCard(card, chance, n, at);
    if (!known) cards.push(shop);
    const line = known
      ? chance.pick(LINES)
      : chance.weighted(LINES.map((one, index) => [one, 9 - index] as const));
    // The number makes the key unique where a chain has many shops: one open opportunity for each.
    const grainKey = line.grain === 'phone' ? shop.contact : `${shop.company}#${shop.id}`;
    if (
      raw
        .prepare(`SELECT 1 FROM opportunities WHERE line_id = ? AND grain_key = ? AND status = 'open'`)
        .get(line.id, grainKey)
    )
      continue;
    const facts = attributesOf(chance, line.id, shop.shopType, shop.province, at);
    opportunity.run(
      `OPP-${String(n + 1).padStart(6, '0')}`,
      shop.id,
      line.id,
      grainKey,
      `${shop.company}·${line.label.zh}`,
      JSON.stringify(facts),
      Number(facts['monthlySpend'] ?? 6_000) * 100,
      at,
    );
  }
}

function newCard(card: Statement, chance: Chance, n: number, at: number) {
  const shopType = chance.pick(SHOP_TYPES).code;
  const province = chance.pick(PROVINCES);
  const company = shopName(chance, shopType, province.label.zh);
  const contact = mobile(chance, n);
  const id = Number(card.run(contact, personName(chance), company, at).lastInsertRowid);
  return { id, contact, company, shopType, province: province.code };
}

function attributesOf(
  chance: Chance,
  line: string,
  shopType: string,
  province: string,
  at: number,
): Record<string, unknown> {
  const spend = Math.round(10 ** (3.2 + chance.next() * 2.2) / 100) * 100;
  return {
    line,
    ...(chance.holds(0.94) ? { province } : {}),
    shopType,
    source: chance.weighted(SOURCES.map((source, index) => [source.code, 10 - index] as const)),
    cityTier: chance.weighted([
      ['t1', 3],
      ['t2', 4],
      ['t3', 5],
    ] as const),
    intent: chance.weighted([
      ['high', 2],
      ['medium', 5],
      ['low', 4],
    ] as const),
    ...(chance.holds(0.8)
      ? { storeCount: chance.holds(0.06) ? chance.whole(50, 400) : chance.whole(1, 12) }
      : {}),
    ...(chance.holds(0.85) ? { monthlySpend: spend } : {}),
    coldChain: line === 'frozen' || line === 'meat' ? chance.holds(0.8) : chance.holds(0.15),
    ...(chance.holds(0.7)
      ? { registeredAt: Math.floor((at - chance.whole(10, 3_000) * DAY) / DAY) * DAY }
      : {}),
    needs: ['price', 'quality', 'delivery', 'credit', 'invoice'].filter(() => chance.holds(0.35)),
  };
}
