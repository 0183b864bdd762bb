import { appendFileSync } from 'node:fs';
import { openDatabase } from '@app/database';
import { startTelemetry } from '@app/telemetry';
import { createReceipt } from '../src/create-receipt.ts';

// Handles one record from the environment, and with DIE set ends between sending the mail and marking it as sent.
const { RECORD = '', MAILS = '', DIE } = process.env;
const { effects, documents, close } = await openDatabase(process.env);

const consume = createReceipt({
  effects,
  documents,
  mailer: {
    async send({ key }) {
      appendFileSync(MAILS, `${key}\n`);
      if (DIE) process.kill(process.pid, 'SIGKILL');
    },
  },
  chat: { say: async () => {} },
  telemetry: startTelemetry('receipt-test', {}),
});

const { failed } = await consume([{ id: 'record-1', key: 'order-1', body: RECORD }]);
await close();
process.exitCode = failed.length;
