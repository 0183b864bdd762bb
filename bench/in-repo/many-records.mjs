import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { timed } from './contest.mjs';
import { onKinesis } from './kinesis.mjs';

// The memory of the pump after 10³ to 10⁶ records: it must not remember what it has delivered.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const results = [];
// What the first records cost is code that V8 compiles for them: that is no memory of theirs.
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
    // While it still runs, with everything it holds on to.
    collect();
    if (count !== warmUp)
      results.push({ count, rate: (count / ms) * 1000, heapMb: process.memoryUsage().heapUsed / 2 ** 20 });
    await pump.stop();
  }
});
console.log(JSON.stringify(results));
