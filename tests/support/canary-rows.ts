import type { Raw } from '#store/database';

/** What bears marks: opportunities, cards, follow-ups, orders, and rejected lines of an import. */
export type Kind = 'o' | 'c' | 'f' | 's' | 'r';
export const markOf = (kind: Kind, id: number) => `KNRY${kind}${id}Q`;

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 1);

/** Rows of each owner and of nobody, each with its mark wherever it has a text of its own. */
export function fitAll(raw: Raw, owners: readonly string[]): void {
  raw.exec(`
    INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES ('produce', '果蔬', '', 'phone', 0), ('meat', '肉', '', 'phone', 1);
    INSERT INTO product_categories (id, label_zh, label_en) VALUES ('cat', '品类', '');
    INSERT INTO products (id, code, label_zh, label_en, category_id, line_id) VALUES ('prod', 'P1', '产品', '', 'cat', 'produce');
    INSERT INTO attributes (key, kind, label_zh, label_en, "values", position) VALUES ('who', 'text', '谁', '', '[]', 0), ('memo', 'text', '备注', '', '[]', 1);`);
  let card = 0;
  let followUp = 0;
  const addCard = () => {
    card += 1;
    const mark = markOf('c', card);
    raw
      .prepare(
        `INSERT INTO cards (id, kind, contact, name, company, created_at) VALUES (?, 'account', ?, ?, ?, 0)`,
      )
      .run(card, `acc-${mark}`, `Card ${mark}`, `Company ${mark}`);
    return card;
  };
  let opportunity = 0;
  const addOpportunity = (cardId: number, who: string | null, ownerId: string | null, line = 'produce') => {
    opportunity += 1;
    const mark = markOf('o', opportunity);
    const attributes = JSON.stringify({ who: who ?? 'nobody', memo: mark });
    raw
      .prepare(`INSERT INTO opportunities (id, source, external_id, card_id, line_id, grain_key, title, status, stage, attributes,
        owner_id, amount_minor, currency, routing_state, created_at, assigned_at) VALUES (?, 't', ?, ?, ?, ?, ?, 'open', '初访', ?, ?, 100, 'CNY', ?, ?, ?)`)
      .run(
        opportunity,
        `x${mark}`,
        cardId,
        line,
        `g${opportunity}`,
        `Title ${mark}`,
        attributes,
        ownerId,
        ownerId === null ? 'waiting' : 'none',
        START + opportunity * DAY,
        ownerId === null ? null : START,
      );
  };
  const addFollowUp = (cardId: number, userId: string) => {
    followUp += 1;
    const mark = markOf('f', followUp);
    raw
      .prepare(`INSERT INTO follow_ups (id, source, external_id, card_id, line_id, user_id, channel, outcome, note, happened_at, recorded_at)
        VALUES (?, 't', ?, ?, 'produce', ?, 'visit', '已接通', ?, ?, ?)`)
      .run(
        followUp,
        `x${mark}`,
        cardId,
        userId,
        `Note ${mark}`,
        START + followUp * DAY,
        START + followUp * DAY,
      );
  };
  const addOrder = (id: number, cardId: number | null) => {
    const mark = markOf('s', id);
    raw
      .prepare(`INSERT INTO orders (id, source, external_id, card_id, contact_raw, product_id, product_raw, amount_minor, currency, closed_at)
        VALUES (?, 't', ?, ?, ?, 'prod', ?, 5000, 'CNY', ?)`)
      .run(id, `SO ${mark}`, cardId, `raw ${mark}`, `P ${mark}`, START + 60 * DAY);
  };
  for (const owner of owners)
    for (let at = 0; at < 4; at += 1) {
      const cardId = addCard();
      addOpportunity(cardId, owner, owner === 'lee' ? 'lee' : null);
      addFollowUp(cardId, owner);
      addOrder(cardId, cardId);
    }
  for (let at = 0; at < 2; at += 1) addOpportunity(addCard(), null, null);
  // A card of two owners, a note of one on the card of another, and an order of nobody's customer.
  addOpportunity(1, 'sue', null, 'meat');
  addFollowUp(2, 'sue');
  addOrder(900, null);
}
