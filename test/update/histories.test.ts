import { expect, test } from 'vitest';
import { playStories, tell } from './stories.ts';

const many = Number(process.env.HISTORIES ?? 60);
const seed = Number(process.env.SEED ?? 20_261_123);
const shards = Number(process.env.SHARDS ?? 1);

test(`${many} histories from seed ${seed} keep the promises of an update`, { timeout: 4 * 3_600_000 }, async () => {
  console.log(`seed ${seed}; the same again: SEED=${seed} HISTORIES=${many} SHARDS=${shards} npm run test:histories`);
  const found = await playStories({ seed, many, shards });
  const broken = found.filter(({ violation }) => violation);
  expect(broken.map(tell).join('\n\n')).toBe('');
  const counts = found.map((one) => ({ ...one.counts, seconds: Math.round(one.seconds), seed: one.seed }));
  console.log(`${many} histories in ${shards} processes: ${JSON.stringify(counts)}`);
  const endings = ['clean', 'conflicts', 'hindered'];
  for (const ending of endings)
    expect(
      found.some((one) => (one.counts[ending] ?? 0) > 0),
      ending,
    ).toBe(true);
});
