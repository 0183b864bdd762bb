import { randomUUID } from 'node:crypto';
import type { Json, Order } from '@app/core';
import { openDatabase } from '@app/database';
import { runInvoice } from '@app/invoice-run/job';
import { type Journal, openJournal, type Step } from '@app/jobs';
import { openPayments, type Payments } from '@app/payments';

// Runs the job of one order and ends. DIE_AT names the step in or after which it is to be killed; NAIVE leaves journal and key out.
const { ORDER = '', DIE_AT, NAIVE } = process.env;
const order = JSON.parse(ORDER) as Order;
const { effects, documents, close } = await openDatabase(process.env);
const payments = openPayments(process.env);

await runInvoice(
  {
    journal: killing(NAIVE ? { run: (_, job) => job((_name, work) => work()) } : openJournal({ documents, effects })),
    payments: NAIVE ? keyPerTry(payments) : payments,
    mailer: { send: async () => {} },
    effects,
  },
  order,
);
await close();

function killing(journal: Journal): Journal {
  return {
    run: (jobId, job) =>
      journal.run(jobId, (step) => {
        const deadly: Step = async <Result extends Json>(name: string, work: () => Promise<Result>) => {
          const result = await step(name, async () => {
            const worked = await work();
            if (DIE_AT === `${name}:worked`) process.kill(process.pid, 'SIGKILL');
            return worked;
          });
          if (DIE_AT === `${name}:entered`) process.kill(process.pid, 'SIGKILL');
          return result;
        };
        return job(deadly);
      }),
  };
}

function keyPerTry(real: Payments): Payments {
  return { charge: (charge) => real.charge({ ...charge, key: randomUUID() }) };
}
