import { expect, test } from 'vitest';
import { flushNowAndThen } from '../src/index.ts';

test('traces leave once a second while an answer is made, and the answers between wait for nothing', async () => {
  const said: string[] = [];
  let time = 5_000;
  const flush = async () => void said.push('flush');
  const answer = async (id: string) => {
    said.push(id);
    if (id === 'broken') throw new Error(id);
    return `answer ${id}`;
  };
  const handler = flushNowAndThen({ flush }, answer, () => time);
  expect(await handler('a')).toBe('answer a');
  time += 999;
  expect(await handler('b')).toBe('answer b');
  time += 1;
  await expect(handler('broken')).rejects.toThrow('broken');
  await handler('c');
  expect(said).toEqual(['flush', 'a', 'b', 'flush', 'broken', 'c']);
});

test('a flush that is still under way holds its own answer alone: the instance may freeze behind it', async () => {
  const sends: (() => void)[] = [];
  const flush = () => new Promise<void>((done) => void sends.push(done));
  const handler = flushNowAndThen(
    { flush },
    async (id: string) => id,
    () => 0,
  );
  const said: string[] = [];
  const first = handler('first').then((id) => said.push(id));
  said.push(await handler('second'));
  for (const sent of sends) sent();
  await first;
  expect(said).toEqual(['second', 'first']);
});
