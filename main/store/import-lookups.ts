import type { Tables } from '#db/tables/index';
import type { Selectable } from 'kysely';
import type { Raw } from './database.ts';

export type CardRow = Selectable<Tables['cards']>;
export type OpportunityRow = Selectable<Tables['opportunities']>;
export type FollowUpRow = Selectable<Tables['followUps']>;
export type OrderRow = Selectable<Tables['orders']>;
export type RefundRow = Selectable<Tables['refunds']>;

const OPPORTUNITY = `id, source, external_id AS externalId, card_id AS cardId, line_id AS lineId, grain_key AS grainKey, entity, title,
  status, stage, attributes, owner_id AS ownerId, group_id AS groupId, amount_minor AS amountMinor, currency,
  routing_state AS routingState, batch_id AS batchId, created_at AS createdAt, assigned_at AS assignedAt, closed_at AS closedAt`;

/** The reads that an import makes for each row, as kept statements over one source. */
export function importLookups(raw: Raw, source: string) {
  const card = raw.prepare(
    `SELECT id, kind, contact, name, company, batch_id AS batchId, created_at AS createdAt FROM cards WHERE kind = ? AND contact = ?`,
  );
  const opportunity = raw.prepare(
    `SELECT ${OPPORTUNITY} FROM opportunities WHERE source = ? AND external_id = ?`,
  );
  const openOnCard = raw.prepare(
    `SELECT ${OPPORTUNITY} FROM opportunities WHERE card_id = ? AND line_id = ? AND status = 'open' LIMIT 2`,
  );
  const holder = raw
    .prepare(`SELECT id FROM opportunities WHERE line_id = ? AND grain_key = ? AND status = 'open'`)
    .pluck();
  const followUp = raw.prepare(
    `SELECT id, source, external_id AS externalId, card_id AS cardId, line_id AS lineId, user_id AS userId, channel, outcome,
      note, duration_seconds AS durationSeconds, happened_at AS happenedAt, recorded_at AS recordedAt, batch_id AS batchId
     FROM follow_ups WHERE source = ? AND external_id = ?`,
  );
  const order = raw.prepare(
    `SELECT id, source, external_id AS externalId, card_id AS cardId, contact_raw AS contactRaw, product_id AS productId,
      product_raw AS productRaw, amount_minor AS amountMinor, currency, closed_at AS closedAt, batch_id AS batchId
     FROM orders WHERE source = ? AND external_id = ?`,
  );
  const refund = raw.prepare(
    `SELECT id, source, external_id AS externalId, order_id AS orderId, amount_minor AS amountMinor, refunded_at AS refundedAt,
      batch_id AS batchId FROM refunds WHERE source = ? AND external_id = ?`,
  );
  const refunded = raw
    .prepare('SELECT coalesce(sum(amount_minor), 0) FROM refunds WHERE order_id = ?')
    .pluck();
  return {
    card: (kind: string, contact: string) => card.get(kind, contact) as CardRow | undefined,
    opportunity: (externalId: string) => opportunity.get(source, externalId) as OpportunityRow | undefined,
    /** The card's one open opportunity on a line; undefined when there is none, or when it is not clear which. */
    openOnCard: (cardId: number, lineId: string) => {
      const rows = openOnCard.all(cardId, lineId) as OpportunityRow[];
      return rows.length === 1 ? rows[0] : undefined;
    },
    /** Who holds the open place of a lead entity on a line. */
    holder: (lineId: string, grainKey: string) => holder.get(lineId, grainKey) as number | undefined,
    followUp: (externalId: string) => followUp.get(source, externalId) as FollowUpRow | undefined,
    order: (externalId: string) => order.get(source, externalId) as OrderRow | undefined,
    refund: (externalId: string) => refund.get(source, externalId) as RefundRow | undefined,
    refunded: (orderId: number) => refunded.get(orderId) as number,
  };
}
export type ImportLookups = ReturnType<typeof importLookups>;
