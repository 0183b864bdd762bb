export { type Journal, openJournal, type Step } from './journal.ts';
