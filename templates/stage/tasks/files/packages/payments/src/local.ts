import type { Part } from 'serverless-workshop/contract';
import { startPaymentService } from './local-service.ts';

export { type PaymentService, startPaymentService } from './local-service.ts';

/** A payment service on this machine, which moves no money; `PAYMENTS_URL` in the settings replaces it. */
export const parts: readonly Part[] = [
  {
    name: 'payments',
    title: 'Payment service',
    limits: ['The payment service moves no money, refuses no card, and forgets everything when it stops.'],
    async start({ env }) {
      const none = async () => {};
      if (env.PAYMENTS_URL) return { env: { PAYMENTS_URL: env.PAYMENTS_URL }, ready: none, stop: none };
      const { url, stop } = await startPaymentService();
      return { env: { PAYMENTS_URL: url }, url, ready: none, stop };
    },
  },
];
