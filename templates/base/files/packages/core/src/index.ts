export * from './event.ts';
export * from './failures.ts';
export * from './lanes.ts';
export * from './order.ts';
export * from './ports.ts';
export * from './sample-products.ts';
