export { openOutbox } from './open-outbox.ts';
export { addPending, pendingAttributes } from './pending-attributes.ts';
