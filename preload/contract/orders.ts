import { Label } from '#domain/base';
import { z } from 'zod';
import { ContactColumn, MoneyColumn } from './columns.ts';
import { read } from './operation.ts';
import { Nothing, PageInput, pageOf } from './page.ts';

const OrderRow = z.object({
  id: z.int(),
  source: z.string(),
  externalId: z.string(),
  cardId: z.int().nullable(),
  contact: ContactColumn,
  productId: z.string().nullable(),
  product: Label,
  category: Label.nullable(),
  amountMinor: MoneyColumn,
  refundedMinor: MoneyColumn,
  currency: z.string(),
  closedAt: z.int(),
});

export const orders = {
  'orders.listProducts': read(
    'signedIn',
    Nothing,
    z.object({
      categories: z.array(z.object({ id: z.string(), label: Label })),
      products: z.array(
        z.object({
          id: z.string(),
          code: z.string(),
          label: Label,
          categoryId: z.string(),
          lineId: z.string().nullable(),
        }),
      ),
    }),
  ),
  'orders.listOrders': read(
    'orders.view',
    PageInput.extend({
      search: z.string().trim().max(100).optional(),
      cardId: z.int().optional(),
      productId: z.string().max(80).optional(),
      categoryId: z.string().max(80).optional(),
      refunded: z.boolean().optional(),
      from: z.int().optional(),
      to: z.int().optional(),
      sort: z.enum(['-closedAt', 'closedAt', '-amount', 'amount']).default('-closedAt'),
    }),
    pageOf(OrderRow).extend({
      sums: z.array(z.object({ currency: z.string(), amountMinor: MoneyColumn, refundedMinor: MoneyColumn })),
    }),
  ),
  'orders.getOrder': read(
    'orders.view',
    z.strictObject({ id: z.int().min(1) }),
    OrderRow.extend({
      refunds: z.array(
        z.object({ id: z.int(), externalId: z.string(), amountMinor: MoneyColumn, refundedAt: z.int() }),
      ),
    }),
  ),
};

export type OrdersErrors = Record<never, never>;
