export { type Charge, openPayments, type Payments } from './payments.ts';
