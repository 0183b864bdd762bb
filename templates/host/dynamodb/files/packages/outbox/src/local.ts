export { openNaiveOutbox } from './naive-outbox.ts';
