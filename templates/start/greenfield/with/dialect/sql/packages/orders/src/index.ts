export { openOrders } from './open-orders.ts';
