import type { FeaturePage } from '#ui/feature-page';
import { IconReceipt } from '@tabler/icons-react';
import { OrderPage } from './order-page.tsx';
import { OrdersPage } from './orders-page.tsx';

export const ordersPages: readonly FeaturePage[] = [
  {
    path: '/orders',
    needs: 'orders.view',
    page: OrdersPage,
    nav: {
      group: 'work',
      label: { zh: '订单', en: 'Orders' },
      icon: IconReceipt,
      keywords: ['dingdan', 'dd', 'sales', '成交', '退款'],
    },
  },
  { path: '/orders/:id', needs: 'orders.view', page: OrderPage },
];
