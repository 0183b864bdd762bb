/**
 * Lets contenders work in turn, so that a busy moment of the machine affects all of them. Another one begins in each
 * round. The first round warms up and is not counted. Each contender answers the milliseconds that it took for its
 * `count` items. Prints the items per second, by name.
 */
export async function contest(contenders, { rounds, count }) {
  const rates = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    const inTurn = round % 2 === 0 ? Object.entries(contenders) : Object.entries(contenders).reverse();
    for (const [name, work] of inTurn) {
      const ms = await work(`${name}-${round + 1}`);
      if (round >= 0) rates[name].push((count / ms) * 1000);
    }
  }
  console.log(JSON.stringify(rates));
}

/** The milliseconds that `work` takes. */
export async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
