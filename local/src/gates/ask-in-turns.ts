/** Two cores can serve this many requests beside a database, a stream and the functions. */
const atOnce = 2;

/**
 * Sends `count` requests to the paths in the order of the list, two at a time. Answers the milliseconds of each. Throws
 * when one is refused.
 */
export async function askInTurns(url: string, paths: readonly string[], count: number): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const visitor = async () => {
    while (next < count) {
      const path = paths[next % paths.length];
      next += 1;
      const from = performance.now();
      const response = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(10_000) });
      await response.arrayBuffer();
      if (response.status >= 500) throw new Error(`${path} was answered with ${response.status}`);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, visitor));
  return times;
}
