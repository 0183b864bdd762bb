import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { timed } from './contest.mjs';
import { onKinesis } from './kinesis.mjs';

// Measures the memory of the pump after 10³ to 10⁶ records. The pump must not keep what it has delivered.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const results = [];
// The first records also cost the code that V8 compiles for them. That memory does not belong to the records.
const warmUp = 20_000;

await onKinesis(async ({ makeStream, put, readPumped }) => {
  for (const count of [warmUp, 1_000, 10_000, 100_000, 1_000_000]) {
    const stream = `many-${count}`;
    await makeStream(stream, 2);
    let pump;
    const ms = await timed(async () => {
      const putting = put(stream, count);
      pump = await readPumped(stream, count);
      await putting;
    });
    // Measured while the pump still runs and holds all its state.
    collect();
    if (count !== warmUp)
      results.push({ count, rate: (count / ms) * 1000, heapMb: process.memoryUsage().heapUsed / 2 ** 20 });
    await pump.stop();
  }
});
console.log(JSON.stringify(results));
