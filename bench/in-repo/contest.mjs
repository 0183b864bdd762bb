/**
 * Lets contenders work in turn, so that a busy moment of the machine meets all of them; who begins changes every round. A
 * first round warms up and is not counted. Each answers the milliseconds it took for its `count` items. Prints the rates,
 * items a second, by name.
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

/** Milliseconds that `work` takes. */
export async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
