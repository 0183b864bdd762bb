export * from './event.ts';
export * from './failures.ts';
export * from './order.ts';
export * from './ports.ts';
