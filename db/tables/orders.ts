import type { Generated } from 'kysely';

export type OrdersTables = {
  productCategories: { id: string; labelZh: string; labelEn: string };
  products: {
    id: string;
    code: string;
    labelZh: string;
    labelEn: string;
    categoryId: string;
    lineId: string | null;
  };
  orders: {
    id: Generated<number>;
    source: string;
    externalId: string;
    cardId: number | null;
    contactRaw: string;
    productId: string | null;
    productRaw: string;
    amountMinor: number;
    currency: string;
    closedAt: number;
    batchId: string | null;
  };
  refunds: {
    id: Generated<number>;
    source: string;
    externalId: string;
    orderId: number;
    amountMinor: number;
    refundedAt: number;
    batchId: string | null;
  };
};
