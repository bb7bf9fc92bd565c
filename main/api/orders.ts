import type { Handlers } from '#contract/operation';
import type { orders } from '#contract/orders';
import {
  getOrder,
  listCategories,
  listOrders,
  listProducts,
  listRefunds,
  type OrderRecord,
} from '#store/orders';
import { searchFor } from './columns.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

/** An unknown contact or product is shown as the order system wrote it. */
function rowOf(order: OrderRecord) {
  const { contact, contactRaw, productZh, productEn, productRaw, categoryZh, categoryEn, ...row } = order;
  return {
    ...row,
    contact: contact ?? contactRaw,
    product: { zh: productZh ?? (productRaw.trim().slice(0, 200) || '—'), en: productEn ?? '' },
    category: categoryZh === null ? null : { zh: categoryZh, en: categoryEn ?? '' },
  };
}

export const ordersApi: Handlers<typeof orders, Ctx> = {
  'orders.listProducts': async ({ db, actor }) => {
    if (actor.permissions.size === 0) return { categories: [], products: [] };
    const categories = await listCategories(db);
    const products = await listProducts(db);
    return {
      categories: categories.map(({ id, labelZh, labelEn }) => ({ id, label: { zh: labelZh, en: labelEn } })),
      products: products.map(({ labelZh, labelEn, ...product }) => ({
        ...product,
        label: { zh: labelZh, en: labelEn },
      })),
    };
  },
  'orders.listOrders': async ({ db, actor }, { offset, limit, ...asked }) => {
    const filter = { ...asked, search: searchFor(actor, asked.search) };
    const page = await listOrders(db, actor.scopes.orders, filter, { offset, limit });
    return { ...page, rows: page.rows.map(rowOf) };
  },
  'orders.getOrder': async ({ db, actor }, { id }) => {
    const order = await getOrder(db, actor.scopes.orders, id);
    if (!order) throw new Refusal('api.notFound', { what: 'order', id: String(id) });
    return { ...rowOf(order), refunds: await listRefunds(db, id) };
  },
};
