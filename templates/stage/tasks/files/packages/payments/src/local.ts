import type { LocalPart } from '@app/core/local';
import { startPaymentService } from './local-service.ts';

export { type PaymentService, startPaymentService } from './local-service.ts';

/** A payment service on this machine, which moves no money; `PAYMENTS_URL` in the settings replaces it. */
export const parts: readonly LocalPart[] = [
  {
    name: 'payments',
    title: 'Payment service',
    async start({ env }) {
      if (env.PAYMENTS_URL) return { env: { PAYMENTS_URL: env.PAYMENTS_URL }, stop: async () => {} };
      const { url, stop } = await startPaymentService();
      return { env: { PAYMENTS_URL: url }, url, stop };
    },
  },
];
