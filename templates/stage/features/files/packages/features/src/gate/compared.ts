import { askInTurns, type Check, startMeddler, withControl } from 'serverless-workshop/gates';
import { until } from 'serverless-workshop/local';
import { enough } from '../route/verdict.ts';
import { routeCommand } from '../route-command.ts';
import type { Scene } from './scene.ts';

const portion = 40;
const requests = enough + portion;
const planted = 20;

/** Shadows a load of real requests, and a few with a planted difference, which must be found. */
export async function comparedCheck({ router, routerWith, route, now, paths }: Scene): Promise<Check> {
  const shadowed = await routeCommand(['shadow', route], router.env);
  if (shadowed.code !== 0) throw new Error(shadowed.printed);
  // In portions: where the new side is slower, the router leaves out what is too much for it.
  for (let asked = 0; asked < requests; asked += portion) {
    await askInTurns(router.url, paths, portion);
    await until('all are compared', () => seen(router.record(route)) >= asked + portion);
  }
  const { compared, different } = router.record(route);

  const liar = await startMeddler(now.url, { change: (body) => body.replace('EUR', 'EUR ') });
  const wrong = await routerWith(liar.url);
  try {
    wrong.set(route, 'shadow');
    await askInTurns(wrong.url, paths, planted);
    await until('all are compared', () => seen(wrong.record(route)) >= planted);
    const found = wrong.record(route).different.length;
    return {
      name: 'differences between the old and the new side',
      verdict: withControl(different.length === 0 && compared >= enough, found < planted),
      measured: `${different.length} in ${compared} compared requests`,
      needed: `0 in at least ${enough}`,
      control: `a planted difference is found in ${found} of ${planted}`,
    };
  } finally {
    await wrong.stop();
    await liar.stop();
  }
}

/** Flips the route and takes it back, each by one command, while somebody asks all the time. */
export async function flipCheck({ router, route, old, now, paths }: Scene): Promise<Check> {
  const servedBy: string[] = [];
  let over = false;
  const visitor = async () => {
    for (let i = 0; !over; i++) servedBy.push(await whoServes(`${router.url}${paths[i % paths.length]}`));
  };
  const visiting = visitor();
  const by = async (verb: string) => {
    const { code, printed } = await routeCommand([verb, route], router.env);
    if (code !== 0) throw new Error(printed);
    return whoServes(`${router.url}${paths[0]}`);
  };
  const [flipped, taken] = await inTurn(by).finally(() => {
    over = true;
    return visiting;
  });
  const refused = servedBy.filter((who) => who === 'nobody').length;
  const held = flipped === now.name && taken === old.name && refused === 0;
  return {
    name: 'flip and unflip',
    verdict: held ? 'holds' : 'fails',
    measured: `${flipped} after flip, ${taken} after unflip, ${refused} of ${servedBy.length} requests refused meanwhile`,
    needed: `${now.name}, then ${old.name}, and none refused`,
  };
}

async function inTurn(by: (verb: string) => Promise<string>): Promise<[string, string]> {
  return [await by('flip'), await by('unflip')];
}

async function whoServes(url: string): Promise<string> {
  const response = await fetch(url);
  await response.arrayBuffer();
  return response.ok ? (response.headers.get('x-served-by') ?? 'nobody') : 'nobody';
}

function seen({ compared, fellBack, skipped }: { compared: number; fellBack: number; skipped: number }): number {
  return compared + fellBack + skipped;
}
