import { join } from 'node:path';
import { openDatabase } from '@app/database';
import { openStream } from '@app/provider';
import { failedRecords } from '@app/provider/local';
import { givenUp, redrive } from '../src/redrive.ts';

// Redrives what DATA_DIR holds, and ends between the publish and the mark of the event DIE_ON.
const { DATA_DIR = '', DIE_ON } = process.env;
const { documents, effects } = await openDatabase(process.env);
const stream = openStream(process.env);
const dying: typeof effects = {
  async once(key, change) {
    if (change.document.eventId === DIE_ON) process.kill(process.pid, 'SIGKILL');
    return effects.once(key, change);
  },
};
const records = await givenUp({ documents }, await failedRecords(join(DATA_DIR, 'failures')));
await redrive({ documents, effects: dying, stream }, records);
