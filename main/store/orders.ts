import type { RowScope } from '#domain/access';
import { type Expression, sql, type SqlBool } from 'kysely';
import type { Db } from './database.ts';
import { idList, inOrder, listIds, type Slice } from './page.ts';
import { inScope } from './scope.ts';
import { cardsFound, heldBy, holds, patternsOf, type Search } from './search.ts';

export async function listCategories(db: Db) {
  return db.selectFrom('productCategories').selectAll().orderBy('labelZh').orderBy('id').execute();
}

export async function listProducts(db: Db) {
  return db.selectFrom('products').selectAll().orderBy('code').execute();
}

/**
 * An order belongs to nobody: the order system knows no reps. A scope shows the orders of cards with an opportunity
 * that one of its people owns (the customer is theirs), and those that the newest finished run credits to one of its
 * people (the money is theirs), wherever the customer went since. Orders of unknown contacts are seen by who sees all.
 */
export function isOrderSeen(scope: RowScope): Expression<SqlBool> {
  if (scope.kind === 'all') return inScope(scope, 'orders.id');
  return sql<SqlBool>`(${isOnSeenCard(scope)}
    OR orders.id IN (SELECT order_id FROM attributions
      WHERE run_seq = (SELECT max(seq) FROM attribution_runs WHERE status = 'done') AND ${inScope(scope, 'repId')}))`;
}

/** From here on more people than this are asked for order by order; the cards of fewer are found first, and their orders. */
const WIDE = 50;

function isOnSeenCard(scope: Extract<RowScope, { kind: 'owners' }>): Expression<SqlBool> {
  if (scope.userIds.length <= WIDE)
    return sql<SqlBool>`orders.card_id IN (SELECT card_id FROM opportunities WHERE ${inScope(scope, 'ownerId')})`;
  return sql<SqlBool>`EXISTS (SELECT 1 FROM opportunities INDEXED BY opportunities_by_card
    WHERE opportunities.card_id = orders.card_id AND ${inScope(scope, 'opportunities.ownerId', 'walk')})`;
}

export type OrderFilter = {
  search?: Search | undefined;
  cardId?: number | undefined;
  productId?: string | undefined;
  categoryId?: string | undefined;
  refunded?: boolean | undefined;
  /** From this moment on, and before that one. */
  from?: number | undefined;
  to?: number | undefined;
  sort: '-closedAt' | 'closedAt' | '-amount' | 'amount';
};

const ORDERS = {
  '-closedAt': sql`closed_at DESC, id DESC`,
  closedAt: sql`closed_at, id`,
  '-amount': sql`amount_minor DESC, id DESC`,
  amount: sql`amount_minor, id`,
};

type Sums = { currency: string; amountMinor: number; refundedMinor: number };

/** Of all the hits, by currency in alphabetical order. */
const SUMS = sql<string>`(SELECT json_group_array(json_object('currency', gross.currency, 'amountMinor', gross.sum,
    'refundedMinor', coalesce(refunded.sum, 0)))
  FROM (SELECT currency, sum(amount_minor) AS sum FROM hits GROUP BY currency) AS gross
  LEFT JOIN (SELECT hits.currency, sum(refunds.amount_minor) AS sum FROM refunds JOIN hits ON hits.id = order_id
    GROUP BY hits.currency) AS refunded ON refunded.currency = gross.currency)`;

/** Orders with their refunds, and the sums of all of them (not only of the page) by currency. */
export async function listOrders(db: Db, scope: RowScope, filter: OrderFilter, slice: Slice) {
  const { ids, total, aside } = await listIds(
    db,
    {
      hits: matching(db, scope, filter),
      order: ORDERS[filter.sort],
      findOnce: Boolean(filter.search) || scope.kind !== 'all',
      aside: SUMS,
    },
    slice,
  );
  const rows = await details(db).where('orders.id', 'in', idList(ids)).execute();
  return { rows: inOrder(ids, rows), total, sums: aside as Sums[] };
}

function matching(db: Db, scope: RowScope, filter: OrderFilter) {
  const { search, cardId, productId, categoryId, refunded, from, to } = filter;
  let hits = db
    .selectFrom('orders')
    .select(['id', 'closedAt', 'currency', 'amountMinor'])
    .where(isOrderSeen(scope));
  if (cardId !== undefined) hits = hits.where('cardId', '=', cardId);
  if (productId !== undefined) hits = hits.where('productId', '=', productId);
  if (categoryId !== undefined)
    hits = hits.where('productId', 'in', (of) =>
      of.selectFrom('products').select('products.id').where('categoryId', '=', categoryId),
    );
  if (refunded !== undefined)
    hits = hits.where('id', refunded ? 'in' : 'not in', (of) => of.selectFrom('refunds').select('orderId'));
  if (from !== undefined) hits = hits.where('closedAt', '>=', from);
  if (to !== undefined) hits = hits.where('closedAt', '<', to);
  if (!search) return hits;
  const patterns = patternsOf(search);
  return hits.where((of) =>
    of.or([
      holds('externalId', patterns.text),
      heldBy('contactRaw', patterns.contact),
      of('cardId', 'in', cardsFound(patterns)),
    ]),
  );
}

function details(db: Db) {
  return db
    .selectFrom('orders')
    .leftJoin('cards', 'cards.id', 'orders.cardId')
    .leftJoin('products', 'products.id', 'orders.productId')
    .leftJoin('productCategories', 'productCategories.id', 'products.categoryId')
    .select([
      'orders.id',
      'source',
      'externalId',
      'cardId',
      'contact',
      'contactRaw',
      'productId',
      'productRaw',
    ])
    .select(['products.labelZh as productZh', 'products.labelEn as productEn'])
    .select(['productCategories.labelZh as categoryZh', 'productCategories.labelEn as categoryEn'])
    .select(['amountMinor', 'currency', 'closedAt'])
    .select((of) =>
      of
        .selectFrom('refunds')
        .select((back) => back.fn.coalesce(back.fn.sum<number>('refunds.amountMinor'), back.lit(0)).as('sum'))
        .whereRef('orderId', '=', 'orders.id')
        .$asScalar()
        .$notNull()
        .as('refundedMinor'),
    );
}

export type OrderRecord = Awaited<ReturnType<typeof listOrders>>['rows'][number];

/** One order that a scope shows. */
export async function getOrder(db: Db, scope: RowScope, id: number) {
  return details(db).where('orders.id', '=', id).where(isOrderSeen(scope)).executeTakeFirst();
}

export async function listRefunds(db: Db, orderId: number) {
  return db
    .selectFrom('refunds')
    .select(['id', 'externalId', 'amountMinor', 'refundedAt'])
    .where('orderId', '=', orderId)
    .orderBy('refundedAt')
    .orderBy('id')
    .execute();
}
