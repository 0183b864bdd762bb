import { orderEvent } from '@app/contracts/samples';
import { openDatabase } from '@app/database';
import { steps } from '@app/invoice-run/job';
import { type Check, killedOnce, withControl } from 'serverless-workshop/gates';
import { startWorkshop } from 'serverless-workshop/local';

const program = new URL('one-invoice.ts', import.meta.url);

/** Where a job dies: when a step has done its work and has no entry in the journal yet, or right after the entry. */
const deaths = steps.flatMap((step) => [`${step}:worked`, `${step}:entered`]);

/**
 * Kills the process of an invoice run in and after each of its steps, runs the job again, and looks into the books of the payment service
 * and into the invoices. The control is the same job as it is often written first: no journal, and a key per try.
 */
export async function killedJobCheck(): Promise<Check> {
  const workshop = await startWorkshop({ functions: [], services: false });
  const { documents, close } = await openDatabase(workshop.env);
  const charges = async () => {
    const response = await fetch(`${workshop.env.PAYMENTS_URL}/charges`);
    return (await response.json()) as { orderId: string }[];
  };
  /** Runs the job of an order until it dies, and then until it comes through. */
  const killed = (order: string, deadly: { DIE_AT: string }, how: { NAIVE?: string } = {}) => {
    const again = { ...workshop.env, ...how, ORDER: JSON.stringify(orderEvent(order).data) };
    return killedOnce(`the job of ${order}`, program, { ...again, ...deadly }, again);
  };
  try {
    const orders = deaths.map((dieAt) => `killed at ${dieAt}`);
    for (const [i, dieAt] of deaths.entries()) {
      await killed(String(orders[i]), { DIE_AT: dieAt });
    }
    const naive = 'without a journal';
    await killed(naive, { DIE_AT: 'charge:worked' }, { NAIVE: 'yes' });
    const made = await charges();
    const chargesOf = (order: string) => made.filter(({ orderId }) => orderId === order).length;
    const invoices = await Promise.all(orders.map((id) => documents.find('invoices', id)));
    const wrong = orders.filter((order, i) => chargesOf(order) !== 1 || invoices[i] === undefined);
    return {
      name: 'a job killed in and after every step: one charge and one invoice',
      verdict: withControl(wrong.length === 0, chargesOf(naive) === 1),
      measured: `${orders.length - wrong.length} of ${orders.length} jobs${wrong.length > 0 ? `; not: ${wrong.join(', ')}` : ''}`,
      needed: 'all',
      control: `without journal and key ${chargesOf(naive)} charges of one order`,
    };
  } finally {
    await close();
    await workshop.stop();
  }
}
