import type { Contact } from '#domain/contacts';
import type { OrderRow, RefundRow } from '#store/import-lookups';
import { makeShelf, type Shelf } from '#store/import-shelf';
import { productNames } from './catalogue-names.ts';
import { type Cards, makeCards } from './import-cards.ts';
import { fault, type Importer, type ImportSetting, type Judgement, naturalKey, patchOf } from './importer.ts';

type Fields = {
  externalId: string;
  contact: Contact | null;
  contactRaw: string;
  productId: string | null;
  productRaw: string;
  amountMinor: number | null;
  currency: string;
  closedAt: number | null;
  refundOf: string;
};

type Desk = ImportSetting & {
  readonly cards: Cards;
  readonly orders: Shelf<OrderRow>;
  readonly refunds: Shelf<RefundRow>;
  /** What refunds of this preview took from each order, beside what the store knows. */
  readonly taken: Map<number, number>;
};

/** Orders and, where a row names the order it takes back, refunds: facts, never changed. An order without a contact is kept: its money counts in the gross, and attribution says why nobody gets it. */
export function orderImporter(setting: ImportSetting): Importer<Fields> {
  const { writer, lookups } = setting;
  const products = productNames(setting.catalogue);
  const desk: Desk = {
    ...setting,
    cards: makeCards(setting),
    orders: makeShelf<OrderRow>('orders', writer, (row) => row.externalId, lookups.order),
    refunds: makeShelf<RefundRow>('refunds', writer, (row) => row.externalId, lookups.refund),
    taken: new Map(),
  };
  return {
    read: (row) => {
      const currency = row.text('currency', 3).toUpperCase() || 'CNY';
      const refundOf = row.text('refundOf', 200);
      const amountMinor = row.amount('amount', currency);
      if (refundOf === '' && amountMinor !== null && amountMinor < 0) row.refuse('refundOf', 'missing', '');
      if (refundOf !== '' && amountMinor === 0) row.refuse('amount', 'notAnAmount');
      return {
        externalId: row.text('externalId', 200),
        contact: row.card(),
        contactRaw: row.text('contact', 200) || row.text('account', 200),
        productId: row.look('product', products.find, 'unknownProduct'),
        productRaw: row.text('product', 200),
        amountMinor,
        currency,
        closedAt: row.moment('closedAt'),
        refundOf,
      };
    },
    key: (fields) => {
      const { externalId, refundOf, contact, productRaw, amountMinor, closedAt } = fields;
      const kind = refundOf === '' ? 'order' : 'refund';
      const natural =
        refundOf === ''
          ? naturalKey(contact?.contact ?? '', closedAt, amountMinor, productRaw)
          : naturalKey('refund', refundOf, closedAt, amountMinor);
      return `${kind}:${externalId || natural}`;
    },
    judge: (fields, key) => {
      const externalId = key.slice(key.indexOf(':') + 1);
      return fields.refundOf === ''
        ? judgeOrder(desk, fields, externalId)
        : judgeRefund(desk, fields, externalId);
    },
  };
}

function judgeOrder(desk: Desk, fields: Fields, externalId: string): Judgement {
  const { contact, contactRaw, productId, productRaw, amountMinor, currency, closedAt } = fields;
  if (amountMinor === null || closedAt === null) return fault(null, 'missing', '');
  const known = desk.orders.find(externalId);
  const card = contact ? desk.cards.find(contact) : undefined;
  const fact = { productId, amountMinor, currency, closedAt };
  if (known) {
    const sameCard = (contact ? card?.id : null) === known.cardId;
    return sameCard && !patchOf<OrderRow>(known, fact) ? 'unchanged' : fault(null, 'factChanged', externalId);
  }
  const cardId = contact ? desk.cards.take(contact, card, '', '').card.id : null;
  desk.orders.add({
    source: desk.source,
    externalId,
    cardId,
    contactRaw,
    productRaw,
    ...fact,
    batchId: desk.batchId,
  });
  return 'fresh';
}

function judgeRefund(desk: Desk, fields: Fields, externalId: string): Judgement {
  const { refundOf, currency, closedAt } = fields;
  if (fields.amountMinor === null || closedAt === null) return fault(null, 'missing', '');
  const order = desk.orders.find(refundOf);
  if (!order) return fault('refundOf', 'unknownOrder', refundOf);
  if (order.currency !== currency) return fault('currency', 'unknownValue', currency);
  const fact = { orderId: order.id, amountMinor: Math.abs(fields.amountMinor), refundedAt: closedAt };
  const known = desk.refunds.find(externalId);
  if (known) return patchOf<RefundRow>(known, fact) ? fault(null, 'factChanged', externalId) : 'unchanged';
  const before = desk.lookups.refunded(order.id) + (desk.taken.get(order.id) ?? 0);
  if (before + fact.amountMinor > order.amountMinor)
    return fault('amount', 'refundTooLarge', String(fields.amountMinor));
  desk.refunds.add({ source: desk.source, externalId, ...fact, batchId: desk.batchId });
  if (!desk.writer) desk.taken.set(order.id, (desk.taken.get(order.id) ?? 0) + fact.amountMinor);
  return 'fresh';
}
