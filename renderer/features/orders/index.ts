/** Orders: what the order system closed, and what was refunded. */
export { ordersPages } from './pages.ts';
