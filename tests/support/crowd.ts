import { createHash } from 'node:crypto';
import { chainText, GENESIS } from '#domain/audit';
import type { Store } from '#store/open';

export type CrowdSize = {
  cards: number;
  followUps: number;
  orders: number;
  /** How many people in a binary tree of how many levels; 60 in 6 units beside each other where it is not said. */
  company?: { people: number; levels: number };
};

/**
 * A company of many rows, made by the store itself in a few seconds: reps in units, one opportunity a card,
 * follow-ups and orders spread over them. For what must stay fast; every value is a function of the row's number.
 */
export function fillCrowd({ raw }: Store, size: CrowdSize): void {
  const numbers = (count: number) =>
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
  const at = 1_780_000_000_000;
  const people = size.company?.people ?? 60;
  const units = size.company ? 2 ** size.company.levels - 1 : 6;
  const parent = size.company ? `iif(i = 1, NULL, 'unit-' || (i / 2))` : 'NULL';
  const surnames = `substr('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗', 1 + (i * 7) % 20, 1)`;
  const fill = raw.transaction(() => {
    raw.exec(`
      INSERT INTO command_context VALUES (1, 'crowd', 'system', ${at});
      INSERT INTO units ${numbers(units)} SELECT 'unit-' || i, ${parent}, i || '组', 'Team ' || i, NULL, NULL FROM n;
      INSERT INTO users ${numbers(people)} SELECT printf('019a0000-0000-7000-8000-%012d', i), 'rep' || i, ${surnames} || i,
        'unit-' || (1 + i % ${units}), 'active', 'crowd', i, ${at} FROM n;
      INSERT INTO business_lines (id, label_zh, label_en, grain, position) ${numbers(6)} SELECT 'line-' || i, '业务' || i, 'Line ' || i, 'phone', i FROM n;
      INSERT INTO product_categories ${numbers(5)} SELECT 'category-' || i, '品类' || i, 'Category ' || i FROM n;
      INSERT INTO products ${numbers(40)} SELECT 'product-' || i, 'P' || i, '产品' || i, 'Product ' || i,
        'category-' || (1 + i % 5), 'line-' || (1 + i % 6) FROM n;
      INSERT INTO distribution_groups (id, label_zh, label_en, fallback_group_id, is_on) ${numbers(12)} SELECT printf('019b0000-0000-7000-8000-%012d', i), '分配' || i,
        'Group ' || i, NULL, 1 FROM n;
      INSERT INTO cards (kind, contact, name, company, created_at) ${numbers(size.cards)}
        SELECT 'phone', '+86' || (13000000000 + i * 7919), ${surnames} || '先生' || i,
          '公司' || (i % 9000) || '有限公司', ${at} + i * 60000 FROM n;
      INSERT INTO opportunities (source, external_id, card_id, line_id, grain_key, title, status, stage, attributes,
          owner_id, group_id, amount_minor, currency, routing_state, created_at, assigned_at) ${numbers(size.cards)}
        SELECT 'crowd', i, i, 'line-' || (1 + i % 6), i, '商机 ' || i || ' 需求', iif(i % 4 = 0, 'won', iif(i % 7 = 0, 'lost', 'open')),
          '初访', json_object('region', '华东', 'level', i % 5, 'channel', '官网', 'budget', i * 10),
          iif(i % 10 = 0, NULL, printf('019a0000-0000-7000-8000-%012d', 1 + i % ${people})),
          iif(i % 10 = 0, NULL, printf('019b0000-0000-7000-8000-%012d', 1 + i % 12)),
          (i * 7919) % 1000000, 'CNY', iif(i % 10 = 0, 'waiting', 'routed'), ${at} + (i * 7919 % ${size.cards}) * 60000, ${at}
        FROM n;
      INSERT INTO follow_ups (source, external_id, card_id, line_id, user_id, channel, outcome, note, happened_at, recorded_at)
        ${numbers(size.followUps)} SELECT 'crowd', i, 1 + (i * 31) % ${size.cards}, 'line-' || (1 + i % 6),
          printf('019a0000-0000-7000-8000-%012d', 1 + i % ${people}),
          CASE i % 3 WHEN 0 THEN 'call' WHEN 1 THEN 'message' ELSE 'visit' END,
          '已接通', '第' || i || '次跟进', ${at} + (i * 7919 % ${size.followUps}) * 20000, ${at} + i * 20000 FROM n;
      INSERT INTO orders (source, external_id, card_id, contact_raw, product_id, product_raw, amount_minor, currency, closed_at)
        ${numbers(size.orders)} SELECT 'crowd', 'SO' || i, iif(i % 50 = 0, NULL, 1 + (i * 13) % ${size.cards}), '+8613' || i,
          'product-' || (1 + i % 40), 'P' || (1 + i % 40), 100 + (i * 7919) % 500000, iif(i % 20 = 0, 'USD', 'CNY'),
          ${at} + (i * 7919 % ${size.orders}) * 60000 FROM n;
      INSERT INTO refunds (source, external_id, order_id, amount_minor, refunded_at)
        SELECT 'crowd', id, id, 1 + amount_minor / 2, closed_at + 1 FROM orders WHERE id % 12 = 0;
      DELETE FROM command_context;`);
  });
  fill();
  raw.pragma('optimize = 0x10002');
}

/** An audit chain of so many whole lines, on a store that has none. */
export function fillAudit({ raw }: Store, lines: number): void {
  const insert = raw.prepare('INSERT INTO audit_lines VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  let previous = GENESIS;
  const fill = raw.transaction(() => {
    for (let seq = 1; seq <= lines; seq += 1) {
      const line = {
        at: seq,
        actorId: 'system',
        operation: 'crowd.line',
        subject: `s${seq}`,
        detail: '{"a":1}',
      };
      const hash = createHash('sha256')
        .update(chainText(seq, previous, line))
        .digest('hex');
      const { at, actorId, operation, subject, detail } = line;
      insert.run(seq, at, actorId, operation, subject, detail, previous, hash);
      previous = hash;
    }
  });
  fill();
}
