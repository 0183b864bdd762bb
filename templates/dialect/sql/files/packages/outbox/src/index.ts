export { insertEvents } from './insert-events.ts';
export { migrations } from './migrations.ts';
export { openOutbox } from './open-outbox.ts';
