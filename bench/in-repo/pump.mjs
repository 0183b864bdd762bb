import { contest, timed } from './contest.mjs';
import { onKinesis } from './kinesis.mjs';

// Compares the stream pump and a function that does nothing with a loop of bare SDK calls. Both read the same records
// from the same server to the end. The argument is the number of shards.
const shards = Number(process.argv[2] ?? 2);
const count = 6_000;

await onKinesis(async ({ makeStream, put, readBare, readPumped }) => {
  await contest(
    {
      bare: async (round) => {
        await makeStream(round, shards);
        return timed(async () => {
          await put(round, count);
          await readBare(round, count);
        });
      },
      ours: async (round) => {
        await makeStream(round, shards);
        let pump;
        const ms = await timed(async () => {
          await put(round, count);
          pump = await readPumped(round, count);
        });
        await pump.stop();
        return ms;
      },
    },
    { rounds: 9, count },
  );
});
